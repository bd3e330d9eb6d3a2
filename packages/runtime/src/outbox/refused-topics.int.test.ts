import { describe } from 'vitest';
import { postgresBus } from '../bus/postgres/postgres-bus.ts';
import { notesInTest } from '../inbox/notes-in-test.fixture.ts';
import { refusedTopicsSuite } from './refused-topics.suite.ts';

const { server } = await notesInTest();

describe('topics that the bus on PostgreSQL refuses', () => {
  refusedTopicsSuite(() => ({
    database: () => server,
    member: async () => postgresBus({ url: server.runtimeUrl('notes'), pollMs: 20 }),
    reader: async () => postgresBus({ url: server.adminUrl, pollMs: 20 }),
    makeTopic: async (topic) => {
      await server.query(`insert into bus.writer (role, topic) values ('recoup_notes', $1)`, [topic]);
    },
  }));
});
