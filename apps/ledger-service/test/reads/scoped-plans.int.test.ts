import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgerDatabaseUnderTest } from '../../src/adapters/postgres/ledger-database.fixture.ts';
import { fillLedger, rareEntity, rareRows } from './filled-ledger.fixture.ts';
import { actorWith, scopedListings, sortsOf, walkPages } from './page-walk.fixture.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
  await fillLedger(server);
}, 120_000);
afterAll(async () => {
  await database.close();
  await server.drop();
});

/** Of every two parties that look alike there is one pair. */
const found: Readonly<Record<string, number>> = { 'look-alikes': rareRows / 2 };

describe('a reader of an entity', () => {
  const rare = actorWith({ role: 'AUDITOR', entity: rareEntity });
  const large = actorWith({ role: 'AUDITOR', entity: 'US01' });
  const everything = actorWith({ role: 'AUDITOR' });

  it.each(sortsOf(scopedListings))(
    'of which there is little reads of %s by %s no more than there is',
    async (name, sort) => {
      const walked = await walkPages(database, rare, name, { sort });
      expect(walked).toEqual({ found: found[name] ?? rareRows, excess: [{}] });
    },
  );

  it.each(sortsOf(scopedListings))(
    'of which there is much reads of %s by %s no more than it shows',
    async (name, sort) => {
      const walked = await walkPages(database, large, name, { sort });
      expect(walked).toEqual({ found: 50, excess: [{}, {}] });
    },
  );

  it.each(sortsOf(scopedListings).filter(([name]) => scopedListings[name]?.query.shape.entity !== undefined))(
    'finds by a filter of %s by %s the few rows that there are',
    async (name, sort) => {
      const walked = await walkPages(database, everything, name, { sort, entity: rareEntity.toLowerCase() });
      expect(walked).toEqual({ found: rareRows, excess: [{}] });
    },
  );
});
