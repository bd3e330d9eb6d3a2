import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@recoup/contracts/catalogue';
import { runKafkaTool } from '@recoup/local/kafka/kafka-tool';

/** A record that no service can take in, and the class under which it must be kept. */
export type Poison = {
  readonly what: string;
  readonly errorClass: string;
  readonly key: string;
  readonly value: string | null;
};

const goldenFolder = join(import.meta.dirname, '../../../../packages/contracts/golden');
const nothing = '<nothing>';

/** An event as its own service publishes it on this topic. */
const exampleOn = (topic: string): Record<string, unknown> => {
  for (const file of globSync('*.json', { cwd: goldenFolder }).sort()) {
    const event: unknown = JSON.parse(readFileSync(join(goldenFolder, file), 'utf8'));
    const { type } = Object(event);
    if (catalogue.get(type)?.topic === topic) return Object(event);
  }
  throw new Error(`no golden event on ${topic}`);
};

/** One of each kind for a topic, every one under a key of its own. */
export const poisonFor = (topic: string): readonly Poison[] => {
  const example = exampleOn(topic);
  const event = (changed: object) => {
    const key = randomUUID();
    return {
      key,
      value: JSON.stringify({ ...example, id: randomUUID(), subject: key, partitionkey: key, ...changed }),
    };
  };
  const stranger = '/recoup/somebody-else';
  const newer = { type: String(example.type).replace(/\d+$/, '99') };
  return [
    { what: 'bad JSON', errorClass: 'undecodable', key: randomUUID(), value: '{"specversion": "1.0", oops' },
    { what: 'no value', errorClass: 'undecodable', key: randomUUID(), value: null },
    { what: 'two megabytes', errorClass: 'undecodable', key: randomUUID(), value: 'much '.repeat(420_000) },
    { what: 'a wrong type of data', errorClass: 'contract', ...event({ data: { packetId: 7 } }) },
    { what: 'a newer version', errorClass: 'newer-version', ...event(newer) },
    { what: 'a foreign producer', errorClass: 'foreign-producer', ...event({ source: stranger }) },
  ];
};

/** Puts them on the topic with Kafka's own producer, compressed as the services never do. */
export const poison = async (
  brokers: readonly string[],
  topic: string,
  poisons: readonly Poison[],
): Promise<void> => {
  const lines = poisons.map(({ key, value }) => `${key}\t${value ?? nothing}`);
  const properties = ['parse.key=true', `null.marker=${nothing}`];
  await runKafkaTool(
    'org.apache.kafka.tools.ConsoleProducer',
    [
      ...['--bootstrap-server', brokers.join(','), '--topic', topic, '--compression-codec', 'zstd'],
      ...['--producer-property', 'max.request.size=4194304'],
      ...properties.flatMap((property) => ['--reader-property', property]),
    ],
    `${lines.join('\n')}\n`,
  );
};
