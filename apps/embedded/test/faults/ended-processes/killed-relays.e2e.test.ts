import { randomUUID } from 'node:crypto';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { describe } from 'vitest';
import { killedRelaysSuite } from './killed-relays.suite.ts';

describe('relays on the bus in PostgreSQL', async () => {
  await killedRelaysSuite(() => ({
    open: (url) => postgresBus({ url, pollMs: 10 }),
    newTopic: () => Promise.resolve(`recoup.notes-${randomUUID()}.v1`),
  }));
});
