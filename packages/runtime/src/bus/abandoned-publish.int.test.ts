import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { abandonedPublishSuite } from './abandoned-publish.suite.ts';
import { postgresBus } from './postgres/postgres-bus.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

describe('a publish on PostgreSQL that is abandoned', () => {
  abandonedPublishSuite(() => ({
    member: () => postgresBus({ url: database.adminUrl, pollMs: 20 }),
    newTopic: () => Promise.resolve(`topic-${randomUUID()}`),
    // As when the session of a relay ends before its statement does: the numbers are drawn, the rows are not there.
    abandon: async (topic, key) => {
      const client = new pg.Client({ connectionString: database.adminUrl });
      await client.connect();
      await client.query('begin');
      await client.query(
        `select bus.publish(array[$1], array[0::smallint], array[$2], array['{}'::jsonb], array[9], 'abandoned'::bytea,
                            array[0], null, null)`,
        [topic, key],
      );
      await client.query('rollback');
      await client.end();
    },
    stuck: [],
  }));
});
