import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import { migrations } from '../../../migrations/list.ts';
import { postgresGlMappings } from './gl-mappings.ts';

let server: TestDatabase;
let database: Database;

// As the owner, who alone may add a version that nobody decided.
beforeAll(async () => {
  server = await testDatabase('ledger');
  const owned = { url: server.ownerUrl('ledger'), schema: 'ledger', migrations };
  await migrate(owned);
  database = await openDatabase(owned);
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const mappingTo = (subsidiary: string): GlMapping => ({
  ...{
    subsidiaries: { US01: subsidiary },
    currencies: {},
    accounts: {},
    accountExceptions: [],
    customers: {},
  },
  ...{ departments: {}, departmentRequired: false, strategy: 'JOURNAL', items: {} },
});
const decided = { proposedBy: 'one', approvedBy: 'another', changeRequestId: null };

it('the last version holds, and never one whose decision was rolled back', async () => {
  const mappings = postgresGlMappings(database);
  expect(await mappings.current()).toBeUndefined();

  const rolledBack = database.transaction(async () => {
    await mappings.add(mappingTo('1'), decided);
    expect(await mappings.current()).toMatchObject({ version: 1, content: mappingTo('1') });
    throw new Error('not approved after all');
  });
  await expect(rolledBack).rejects.toThrow('not approved after all');
  expect(await mappings.current()).toBeUndefined();

  await mappings.add(mappingTo('2'), decided);
  expect(await mappings.current()).toEqual({ version: 1, content: mappingTo('2') });
  await mappings.add(mappingTo('3'), decided);
  expect(await mappings.current()).toEqual({ version: 2, content: mappingTo('3') });
});
