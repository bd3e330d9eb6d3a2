import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, describe } from 'vitest';
import { busSuite } from './bus.suite.ts';
import { postgresBus } from './postgres-bus.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase('ledger');
});
afterAll(() => database.drop());

describe('the bus on PostgreSQL', () => {
  busSuite(() => ({
    member: () => Promise.resolve(postgresBus({ url: database.runtimeUrl('ledger'), pollMs: 20 })),
    newTopic: () => Promise.resolve(`topic-${randomUUID()}`),
  }));
});
