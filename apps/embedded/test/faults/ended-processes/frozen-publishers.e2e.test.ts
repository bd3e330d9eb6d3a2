import { randomUUID } from 'node:crypto';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { describe } from 'vitest';
import { frozenPublishersSuite } from './frozen-publishers.suite.ts';

describe('publishers on the bus in PostgreSQL', async () => {
  await frozenPublishersSuite(() => ({
    open: ({ adminUrl }) => postgresBus({ url: adminUrl, pollMs: 10 }),
    newTopic: async (server) => {
      const topic = `recoup.notes-${randomUUID()}.v1`;
      await server.query(`insert into bus.writer (role, topic) values ('recoup_notes', $1)`, [topic]);
      return topic;
    },
  }));
});
