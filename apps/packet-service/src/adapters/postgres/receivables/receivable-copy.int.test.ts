import { keepNewerSuite } from '@recoup/runtime/inbox/keep-newer.suite';
import { afterAll, beforeAll, describe } from 'vitest';
import { aReceivableState } from '../../../../test/events.fixture.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { keepReceivables } from './receivable-copy.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

describe('the copy of receivables', () => {
  const older = aReceivableState('10.00', { version: 2 });
  keepNewerSuite(() => ({
    keep: keepReceivables(kept.database),
    older,
    newer: { ...older, version: 4, department: 'FILM' },
    stored: () => kept.server.query('select xmin::text, * from packet.receivable'),
  }));
});
