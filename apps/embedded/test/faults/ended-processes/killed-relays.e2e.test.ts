import { randomUUID } from 'node:crypto';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { describe } from 'vitest';
import { killedRelaysSuite } from './killed-relays.suite.ts';

describe('relays on the bus in PostgreSQL', async () => {
  await killedRelaysSuite(() => ({
    open: ({ adminUrl }) => postgresBus({ url: adminUrl, pollMs: 10 }),
    newTopic: async (server) => {
      const topic = `recoup.notes-${randomUUID()}.v1`;
      await server.query(`insert into bus.writer (role, topic) values ('recoup_notes', $1)`, [topic]);
      return topic;
    },
  }));
});
