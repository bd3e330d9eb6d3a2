import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetDatabase } from './packet-database.ts';

let server: TestDatabase;
let owner: Database;

beforeAll(async () => {
  server = await testDatabase('packet');
  await migrate({ ...packetDatabase, url: server.ownerUrl('packet') });
  owner = await openDatabase({ ...packetDatabase, url: server.ownerUrl('packet') });
});
afterAll(async () => {
  await owner?.close();
  await server?.drop();
});

it('maps every column of the packet table as the migrations build it', async () => {
  const drift = await owner.orm.schema.getUpdateSchemaSQL({ schema: 'packet', dropTables: false });
  // Checks, keys, indexes and triggers are the migrations' own and are proven by the tests of the store.
  const aboutColumns = drift
    .split('\n')
    .filter((line) => line.includes('"write_off_packet"') && !/drop (constraint|trigger)/.test(line));
  expect(drift).toContain('drop constraint "packet_status_known"');
  expect(aboutColumns).toEqual([]);
});
