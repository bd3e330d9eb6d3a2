import { randomUUID } from 'node:crypto';
import { causedBy } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListedRate } from '../../../domain/rates/rate-list.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { postgresRates } from './rate-book.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;
beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
});
afterAll(() => kept?.close());

const list = (...rates: readonly ListedRate[]) => kept.listRates(rates);
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

it('a rate of nothing is no rate', async () => {
  await expect(async () => list(euros('2026-03-05', '0'))).rejects.toThrow('0 is no rate from EUR to USD');
});

it('a rate into itself is refused', async () => {
  await expect(list({ ...euros('2026-03-05', '1'), to: 'EUR' })).rejects.toThrow('check constraint');
});

it('the service lists nothing that nobody decided', async () => {
  const rates = postgresRates(kept.database, kept.outbox, randomUUID);
  const alone = () => rates.list({ source: 'seed', rates: [euros('2026-03-06', '1.2')] }, null);
  await expect(causedBy({ actor: 'clara', correlationId: 'test' }, alone)).rejects.toThrow(
    'must be decided by two persons',
  );
});

it('what stands beside rates is the newest version of their day, and the newest rate before it', async () => {
  await list(euros('2026-05-01', '1.10'), euros('2026-05-03', '1.30'));
  await list(euros('2026-05-01', '1.20'));
  const rates = postgresRates(kept.database, kept.outbox, randomUUID);
  const asked = [
    euros('2026-05-03', '1'),
    euros('2026-05-02', '1'),
    { ...euros('2026-05-02', '1'), from: 'GBP' },
  ];
  expect(await kept.database.transaction(() => rates.standing(asked))).toEqual([
    { rate: '1.30', version: 1, previousDay: '2026-05-01', previousRate: '1.20' },
    { rate: null, version: null, previousDay: '2026-05-01', previousRate: '1.20' },
    { rate: null, version: null, previousDay: null, previousRate: null },
  ]);
});

it.each(['update fx_rate set rate = 1', 'delete from fx_rate'])(
  'the service may not %s',
  async (statement) => {
    await expect(kept.database.query(sql.raw(statement))).rejects.toThrow('permission denied');
  },
);
