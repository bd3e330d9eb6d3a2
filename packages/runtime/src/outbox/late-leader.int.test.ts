import { randomUUID } from 'node:crypto';
import { eventually } from '@recoup/testkit/eventually';
import pg from 'pg';
import { afterAll, describe, expect } from 'vitest';
import { postgresBus } from '../bus/postgres/postgres-bus.ts';
import { pruneOnce } from '../bus/postgres/prune.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { lateLeaderSuite } from './late-leader.suite.ts';

const { server } = await notesInTest();
const pool = new pg.Pool({ connectionString: server.adminUrl, max: 1 });
pool.on('error', () => undefined);
afterAll(() => pool.end());

describe('leaders that publish late on PostgreSQL', () => {
  lateLeaderSuite(() => ({
    database: () => server,
    member: async () => postgresBus({ url: server.adminUrl, pollMs: 20 }),
    newTopic: async () => {
      const topic = `topic-${randomUUID()}`;
      await server.query('insert into bus.retention (topic) values ($1)', [topic]);
      return topic;
    },
    compact: async (topic, read) => {
      await eventually(async () => {
        await server.query(`update bus.event set at = at - interval '2 hours' where topic = $1`, [topic]);
        await pruneOnce(pool);
        expect(await read()).toHaveLength(1);
      });
    },
  }));
});
