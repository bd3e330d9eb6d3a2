import { currencies } from '@recoup/domain/currency';
import type { Database } from '@recoup/runtime/database/database';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerDatabaseUnderTest } from '../adapters/postgres/ledger-database.fixture.ts';
import { minorText } from '../domain/books/amount-texts.ts';
import { minorUnit } from './amount-sql.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

it.each([0n, 5n, -7n, 100n, -12_345n, 9_007_199_254_740_993n])(
  'writes %s minor units of every currency as the domain does',
  async (minor) => {
    const rows = await database.query<{ currency: string; amount: string }>(sql`
      select currency, (${String(minor)}::bigint * ${minorUnit(sql`currency`)})::text as amount
        from unnest(${currencies}::text[]) as held (currency)`);
    expect(rows).toEqual(currencies.map((currency) => ({ currency, amount: minorText(minor, currency) })));
  },
);
