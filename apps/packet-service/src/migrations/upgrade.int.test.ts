import { openDatabase } from '@recoup/runtime/database/database';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { upgrade } from '@recoup/testkit/upgrade';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetDatabase } from '../adapters/postgres/packet-database.ts';
import { everyPerson } from '../adapters/postgres/people/live-person.ts';

let server: TestDatabase;

beforeAll(async () => {
  server = await testDatabase('packet');
});
afterAll(() => server.drop());

const ann = '019b8d2b-8c00-7430-87db-e9a3f94df4cc';
const people = [
  `insert into packet.person values ('${ann}', 3, 'Ann', 'ann@example.test', true, now())`,
  `insert into packet.person_identity values ('https://issuer.test', 'ann', '${ann}')`,
  `insert into packet.person_role values ('${ann}', 'AGENT', 'US01', null, null, '2026-01-01', '2026-12-31')`,
];
const trail = [
  `insert into packet.refused_attempt
     (refused_attempt_id, person_id, person_name, action_cd, reason, detail, attempted_dt)
   values (gen_random_uuid(), '${ann}', 'Ann', 'CREATE', 'role-missing', '{}', now())`,
];

it('keeps people and the audit trail of earlier releases, and reads them as before', async () => {
  const { migrations } = packetDatabase(server.ownerUrl('packet'));
  const rows = new Map([
    [2, people],
    [6, trail],
  ]);
  expect(await upgrade(server, 'packet', migrations, rows)).toEqual([]);
  const database = await openDatabase(packetDatabase(server.runtimeUrl('packet')));
  const known = await everyPerson(database);
  await database.close();
  expect(known).toMatchObject([
    {
      id: ann,
      version: 3,
      roles: [{ role: 'AGENT', scope: { entity: 'US01' }, from: '2026-01-01', until: '2026-12-31' }],
    },
  ]);
  expect(known[0]?.roles[0]).not.toHaveProperty('exception');
});
