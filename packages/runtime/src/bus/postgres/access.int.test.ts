import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessSuite } from '../access.suite.ts';
import { postgresBus } from './postgres-bus.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('ledger', 'packet', 'risk', 'notifier');
});
afterAll(() => database.drop());

const memberAs = async (user: string) =>
  postgresBus({ url: database.runtimeUrl(user.replace('-service', '')), pollMs: 20 });
const packets = 'recoup.packets.v1';

describe('the bus on PostgreSQL', () => {
  accessSuite(() => ({
    memberAs,
    administrator: async () => postgresBus({ url: database.adminUrl }),
  }));
});

describe('somebody who has signed in as the notifier', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: database.runtimeUrl('notifier') });
    await client.connect();
  });
  afterAll(() => client.end());

  it.each([
    ['reads what others write', 'select value from bus.event'],
    [
      'writes an event',
      `insert into bus.event (topic, part, key, headers, value) values ('${packets}', 0, 'a', '{}', '')`,
    ],
    ['removes events', 'delete from bus.event'],
    [
      'moves the positions of the ledger',
      `update bus.position set seq = 1000000 where grp = 'ledger-service'`,
    ],
    ['locks the positions of the ledger', `select from bus.position where grp = 'ledger-service' for update`],
    ['gives itself a right', `insert into bus.writer (role, topic) values ('recoup_notifier', '${packets}')`],
    ['has the bus forget', `update bus.retention set days = 0`],
  ])('never %s', async (_what, statement) => {
    await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('is not taken for a superuser because a table of its own says so', async () => {
    const name = new URL(database.adminUrl).pathname.slice(1);
    await database.query(`grant temporary on database "${name}" to recoup_notifier`);
    await client.query('create temp table pg_roles as select session_user as rolname, true as rolsuper');
    await expect(
      client.query(`select bus.advance('ledger-service', $1, 0::smallint, 1000000)`, [packets]),
    ).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('may not') });
  });
});
