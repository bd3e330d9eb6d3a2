import { EntityChangedV1 } from '@recoup/contracts/entity-changed.v1';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { createOutbox } from '@recoup/runtime/outbox/outbox';
import { causedBy } from '@recoup/runtime/process/cause';
import { testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedRegistry } from '../../../application/seed-registry.ts';
import type { EntityMapping } from '../../../domain/registry/legal-entity.ts';
import { migrations } from '../../../migrations/list.ts';
import { memoryMapped } from '../../../ports/memory-general-ledger.fixture.ts';
import { postgresGlMappings } from './gl-mappings.ts';
import { testRegistry } from './registry.fixture.ts';
import { postgresRegistry } from './registry.ts';

let kept: Awaited<ReturnType<typeof openRegistry>>;

beforeAll(async () => {
  kept = await openRegistry();
});
afterAll(() => kept?.close());

const openRegistry = async () => {
  const server = await testDatabase('ledger');
  await migrate({ schema: 'ledger', migrations, url: server.ownerUrl('ledger') });
  const database = await openDatabase({ schema: 'ledger', migrations, url: server.runtimeUrl('ledger') });
  const owned = await openDatabase({ schema: 'ledger', migrations, url: server.ownerUrl('ledger') });
  const mapped = new Map<string, EntityMapping>();
  const registryIn = (opened: Database) =>
    postgresRegistry(
      opened,
      createOutbox(opened, '/recoup/ledger-service', () => new Date()),
      { mappedNow: async () => ({ ...memoryMapped, mappedFor: (entity) => mapped.get(entity) ?? null }) },
    );
  const act = <Done>(work: () => Promise<Done>) => causedBy({ actor: 'test', correlationId: 'test' }, work);
  return {
    mapped,
    publish: () => act(registryIn(database).publishEntities),
    seed: () => act(() => seedRegistry(registryIn(owned), postgresGlMappings(owned))(testRegistry)),
    /** What was published of an entity, in order: its number and what is mapped. */
    publishedOf: async (code: string) => {
      const rows = await server.query<{ sequence: number; message: Buffer }>(
        'select sequence, message from ledger.outbox order by id',
      );
      return rows
        .map(({ sequence, message }) => ({
          sequence,
          ...EntityChangedV1.data.parse(JSON.parse(String(message)).data),
        }))
        .filter((entity) => entity.code === code)
        .map(({ sequence, glMapping }) => [sequence, glMapping?.version ?? null]);
    },
    close: async () => {
      await database.close();
      await owned.close();
      await server.drop();
    },
  };
};

it('an entity is published once when it is made, and again when its general ledger can take something else', async () => {
  await kept.seed();
  await kept.publish();
  expect(await kept.publishedOf('US01')).toEqual([[1, null]]);

  kept.mapped.set('US01', {
    ...{ version: '1', accountRoles: ['AR'], currencies: ['USD'], clearsInvoices: false },
    listedNames: [],
  });
  await Promise.all([kept.publish(), kept.publish()]);
  await kept.seed();
  expect(await kept.publishedOf('US01')).toEqual([
    [1, null],
    [2, '1'],
  ]);
  expect(await kept.publishedOf('UK01')).toEqual([[1, null]]);
});
