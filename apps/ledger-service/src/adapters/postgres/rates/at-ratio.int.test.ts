import { storedCurrency } from '@recoup/domain/currency';
import { convert, type FxRate, minorRatio } from '@recoup/domain/fx-rate';
import { money } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import type { TestDatabase } from '@recoup/testkit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { on } from '../../../domain/books/books.fixture.ts';
import { ledgerDatabaseUnderTest } from '../ledger-database.fixture.ts';

let server: TestDatabase;
let database: Database;
beforeAll(async () => {
  ({ server, database } = await ledgerDatabaseUnderTest());
});
afterAll(async () => {
  await database?.close();
  await server?.drop();
});

const { random } = randomRun('amounts at any rate');

it('the database values amounts as the domain converts them, halves to even', async () => {
  const usd = storedCurrency('USD');
  const cases = Array.from({ length: rounds(2_000) }, () => {
    const rate: FxRate = {
      ...{ from: usd, to: storedCurrency(random.oneOf(['EUR', 'JPY', 'KWD'])), day: on('2026-03-31') },
      ...{ rate: BigInt(1 + random.below(3_000)), scale: random.below(4) },
    };
    const minor = BigInt(random.below(2_000_001) - 1_000_000);
    return { rate, minor, worth: convert(money(minor, usd), rate).minor };
  });
  const halves = [1n, 3n, -1n, -3n].map((minor) => {
    const rate: FxRate = { from: usd, to: storedCurrency('EUR'), day: on('2026-03-31'), rate: 5n, scale: 1 };
    return { rate, minor, worth: convert(money(minor, usd), rate).minor };
  });
  const all = [...cases, ...halves].map(({ rate, minor, worth }) => {
    const { numerator, denominator } = minorRatio(rate);
    return { minor: String(minor), n: String(numerator), d: String(denominator), worth: String(worth) };
  });
  const differing = await database.query(sql`
    select one.*, at_ratio(minor, n, d) as found
      from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as one (minor bigint, n numeric, d numeric, worth bigint)
     where at_ratio(minor, n, d) is distinct from worth`);
  expect(halves.map(({ worth }) => worth)).toEqual([0n, 2n, 0n, -2n]);
  expect(differing).toEqual([]);
});
