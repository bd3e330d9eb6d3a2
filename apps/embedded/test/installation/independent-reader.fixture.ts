import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runKafkaTool } from '@recoup/local/kafka/kafka-tool';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A record as Kafka's own console consumer prints it; nothing here uses code of ours. */
export type StrangeRecord = {
  readonly key: string;
  readonly contentType: string;
  readonly type: string;
  readonly sequence: number;
  readonly event: unknown;
};

const docs = join(import.meta.dirname, '../../../../docs/events');
const quietForMs = 6_000;

/** Everything that stands on the topics now, in the order of each partition. */
export const readAsStranger = async (
  brokers: readonly string[],
  topics = 'recoup\\..*',
): Promise<readonly StrangeRecord[]> => {
  const printed = await runKafkaTool('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    '--bootstrap-server',
    brokers.join(','),
    '--include',
    topics,
    '--from-beginning',
    '--timeout-ms',
    String(quietForMs),
    ...['print.key=true', 'print.headers=true'].flatMap((print) => ['--formatter-property', print]),
  ]);
  return printed.trimEnd().split('\n').map(readLine);
};

/** Headers, key and value, parted by tabulators; JSON holds none. */
const readLine = (line: string): StrangeRecord => {
  const [headers = '', key = '', value = ''] = line.split('\t');
  const event: unknown = JSON.parse(value);
  const { type, sequence } = Object(event);
  const [, contentType = ''] = /content-type:([^,]+)/.exec(headers) ?? [];
  return { key, contentType, type: String(type), sequence: Number(sequence), event };
};

/** The JSON Schemas as an integrator finds them in the documentation. */
export const publishedSchemas = () => {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  ajv.addKeyword('x-known-values');
  const known = new Set<string>();
  for (const file of globSync('*.json', { cwd: docs })) {
    ajv.addSchema(JSON.parse(readFileSync(join(docs, file), 'utf8')));
    known.add(file.replace(/\.json$/, ''));
  }
  return {
    faultsOf: ({ type, key, contentType, event }: StrangeRecord): readonly string[] => {
      if (!known.has(type)) return [`${type} has no published schema`];
      const valid = ajv.validate(`urn:recoup:event:${type}`, event);
      const faults = valid
        ? []
        : (ajv.errors ?? []).map((error) => `${type}${error.instancePath} ${error.message}`);
      const { subject } = Object(event);
      if (subject !== key) faults.push(`${type} has key ${key} and subject ${subject}`);
      if (!contentType.startsWith('application/cloudevents+json'))
        faults.push(`${type} is sent as ${contentType}`);
      return faults;
    },
  };
};
