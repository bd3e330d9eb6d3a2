import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '@recoup/contracts/catalogue';
import { schemaOf } from '@recoup/contracts/envelope';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { staleFiles } from '../generated-files.ts';
import { eventFiles } from './event-files.ts';

const types = [...catalogue.keys()];
const golden = (type: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../packages/contracts/golden/${type}.json`), 'utf8'));

describe('the schemas of the events', () => {
  const ajv = new Ajv2020({ allErrors: true });
  beforeAll(async () => {
    addFormats.default(ajv);
    ajv.addKeyword('x-known-values');
    for (const [path, text] of await eventFiles())
      if (path.endsWith('.json')) ajv.addSchema(JSON.parse(text));
  });
  const faultsOf = (type: string, event: unknown) => {
    ajv.validate(schemaOf(type), event);
    return (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  it('are committed as the contracts are today; else run npm run generate', async () => {
    expect(staleFiles('docs/events', await eventFiles())).toEqual([]);
  });

  it.each(types)('take the golden example of %s', (type) => {
    expect(faultsOf(type, golden(type))).toEqual([]);
  });

  it.each(types)('refuse %s without its data, or as another event', (type) => {
    const { data: _, ...empty } = golden(type);
    expect(faultsOf(type, empty)).not.toEqual([]);
    expect(faultsOf(type, { ...golden(type), type: 'recoup.packet.forgotten.v1' })).not.toEqual([]);
  });

  it('let fields and values of a later release pass', () => {
    const type = 'recoup.ledger.gl-posted.v1';
    const later = {
      ...golden(type),
      data: { ...Object(golden(type).data), kind: 'WRITE_DOWN', color: 'red' },
    };
    expect(faultsOf(type, later)).toEqual([]);
  });

  it('refuse an amount that is a number', () => {
    const type = 'recoup.ledger.gl-posted.v1';
    const wrong = { ...Object(golden(type).data), total: { amount: 416462.5, currency: 'USD' } };
    expect(faultsOf(type, { ...golden(type), data: wrong })).toEqual(['/data/total/amount must be string']);
  });
});
