import { randomUUID } from 'node:crypto';
import { causedBy } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { type ListedRate, rateBook } from './fx-rates.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

const list = (...rates: readonly ListedRate[]) =>
  causedBy({ actor: 'operator', correlationId: 'test' }, () =>
    rateBook(kept.database, kept.outbox, randomUUID)(rates),
  );
const euros = (day: string, rate: string): ListedRate => ({ from: 'EUR', to: 'USD', day, rate });
const published = () =>
  kept.server.query<{ data: Readonly<Record<string, unknown>> }>(
    `select convert_from(message, 'UTF8')::jsonb -> 'data' as data from packet.outbox
      where topic = 'recoup.rates.v1' order by id`,
  );
const keptRates = () =>
  kept.server.query(
    `select fx_rate_id as "fxRateId", rate_day::text as day, trim(from_currency) as "from", trim(to_currency) as "to",
            rate::text, scale, source, version from packet.fx_rate order by rate_day, version`,
  );

it('a rate listed otherwise for its day is another version with an id of its own, and each is published once', async () => {
  await list(euros('2026-03-02', '1.0900'), euros('2026-03-03', '1.1'));
  await list(euros('2026-03-02', '1.09'), euros('2026-03-03', '1.05'));
  await list(euros('2026-03-03', '1.1'));
  const rates = await keptRates();
  expect(rates).toMatchObject([
    { day: '2026-03-02', rate: '10900', scale: 4, version: 1 },
    { day: '2026-03-03', rate: '11', scale: 1, version: 1 },
    { day: '2026-03-03', rate: '105', scale: 2, version: 2 },
    { day: '2026-03-03', rate: '11', scale: 1, version: 3 },
  ]);
  expect(new Set(rates.map(({ fxRateId }) => fxRateId)).size).toBe(4);
  expect((await published()).map(({ data }) => data)).toEqual(expect.arrayContaining(rates));
  expect(await published()).toHaveLength(4);
});

it('of two lists at once, each rate becomes a version of its own', async () => {
  await Promise.all(['0.9', '0.8', '0.7'].map((rate) => list(euros('2026-04-01', rate))));
  const versions = (await keptRates()).filter(({ day }) => day === '2026-04-01');
  expect(versions.map(({ version }) => version)).toEqual([1, 2, 3]);
});

it.each([
  ['of nothing', { ...euros('2026-03-05', '0'), to: 'USD' }],
  ['into itself', { ...euros('2026-03-05', '1'), to: 'EUR' }],
])('a rate %s is refused', async (_what, rate) => {
  await expect(list(rate)).rejects.toThrow('check constraint');
});

it.each(['update fx_rate set rate = 1', 'delete from fx_rate'])(
  'the service may not %s',
  async (statement) => {
    await expect(kept.database.query(sql.raw(statement))).rejects.toThrow('permission denied');
  },
);
