import { keepNewerSuite } from '@recoup/runtime/inbox/keep-newer.suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntityState } from '../../../../test/events.fixture.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { entitiesOf, keepEntities } from './entity-copy.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

describe('the copy of legal entities', () => {
  const older = { ...anEntityState('US01'), sequence: 2 };
  keepNewerSuite(() => ({
    keep: keepEntities(kept.database),
    older,
    newer: { ...older, sequence: 4, timeZone: 'America/Los_Angeles' },
    stored: () => kept.server.query('select xmin::text, * from packet.legal_entity'),
  }));

  it('knows what is mapped of each, and nothing of an entity of which nobody has told', async () => {
    await keepEntities(kept.database)([{ ...anEntityState('FR01', { glMapping: null }), sequence: 1 }]);
    const known = await entitiesOf(kept.database, ['FR01', 'FR02']);
    expect([...known]).toEqual([
      ['FR01', { code: 'FR01', functionalCurrency: 'USD', timeZone: 'America/New_York', glMapping: null }],
    ]);
  });
});
