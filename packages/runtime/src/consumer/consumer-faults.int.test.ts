import { randomUUID } from 'node:crypto';
import { testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, describe } from 'vitest';
import { postgresBus } from '../bus/postgres/postgres-bus.ts';
import { pruneOnce } from '../bus/postgres/prune.ts';
import { consumerFaultsSuite } from './consumer-faults.suite.ts';

const database = await testDatabase();
afterAll(() => database.drop());

const removeAll = async (topic: string) => {
  const pool = new pg.Pool({ connectionString: database.adminUrl, max: 1 });
  await database.query(`update bus.event set at = at - interval '2 days' where topic = $1`, [topic]);
  await database.query('insert into bus.retention (topic, days) values ($1, 1)', [topic]);
  await pruneOnce(pool);
  await pool.end();
};

describe('a consumer on the bus in PostgreSQL', async () => {
  await consumerFaultsSuite(() => ({
    open: () => Promise.resolve(postgresBus({ url: database.adminUrl, pollMs: 20 })),
    newTopic: () => Promise.resolve(`recoup.notes-${randomUUID()}.v1`),
    removeAll,
  }));
});
