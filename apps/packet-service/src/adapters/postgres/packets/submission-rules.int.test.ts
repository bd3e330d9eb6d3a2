import { randomUUID } from 'node:crypto';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aContent, aDraft, aReceivable } from '../../../domain/packet/packet.fixture.ts';
import type { PacketId } from '../../../domain/packet/packet.ts';
import { on } from '../../../domain/people/person.fixture.ts';
import { eur, usd } from '../../../domain/receivable/money.fixture.ts';
import { packetDatabaseUnderTest } from '../packet-database.fixture.ts';
import { submissionRules } from './submission-rules.ts';

let kept: Awaited<ReturnType<typeof packetDatabaseUnderTest>>;

beforeAll(async () => {
  kept = await packetDatabaseUnderTest();
  await kept.server.query(`
    insert into packet.approval_policy (entity, version, valid_from, steps, base, split_days, created_dt)
    select given.entity, given.version, day, jsonb_set(jsonb_set(steps, '{3,from}', to_jsonb(cfo)), '{4,above}', to_jsonb(md)), base, 30, now()
      from packet.approval_policy every
     cross join (values ('US01', 1, date '2026-01-01', '10000.00', '20000.00'),
                        ('US01', 2, '2026-03-02', '11000.00', '21000.00'),
                        ('US01', 3, '2026-03-03', '12000.00', '22000.00'),
                        ('DE01', 1, '2026-03-03', '13000.00', '23000.00')) as given (entity, version, day, cfo, md)`);
  await listRates(['2026-03-02', '1.07'], ['2026-03-03', '1.09']);
  await listRates(['2026-03-02', '1.08']);
});
afterAll(() => kept?.close());

const listRates = (...rates: readonly (readonly [day: string, rate: string, to?: string])[]) =>
  kept.listRates(rates.map(([day, rate, to = 'USD']) => ({ from: 'EUR', to, day, rate })));

const today = on('2026-03-02');
const rulesOn = (day: CalendarDate, currency = usd) => {
  const content = aContent(
    ...['US01', 'UK01', 'DE01'].map((entity) => aReceivable(entity, '1.00', { entity, currency })),
  );
  const client = { id: randomUUID(), number: 'C-1', name: 'XYZ Corp' };
  const packet = aDraft(content, { id: randomUUID() as PacketId, client });
  return submissionRules(kept.database, { packet, content, today: day, baseCurrency: usd });
};

describe('the approval policy of a submission', () => {
  const policiesOn = async (day: CalendarDate) => {
    const { policyOf } = await rulesOn(day);
    return ['US01', 'UK01', 'DE01'].map((name) => {
      const { entity, version, steps } = policyOf(name);
      return `${entity}@${version} CFO from ${steps[3]?.from}, MD above ${steps[4]?.above}`;
    });
  };
  const everyEntity = '*@1 CFO from 50000, MD above 250000';

  it('is the one of its entity, and that of every entity where it has none', async () => {
    expect((await policiesOn(today)).slice(0, 2)).toEqual([
      'US01@2 CFO from 11000.00, MD above 21000.00',
      everyEntity,
    ]);
  });

  it('is the newest that is valid on the day, from its first day on and not before', async () => {
    const ofUs = async (day: CalendarDate) => (await policiesOn(day))[0];
    expect(await ofUs(addDays(today, -1))).toBe('US01@1 CFO from 10000.00, MD above 20000.00');
    expect(await ofUs(today)).toBe('US01@2 CFO from 11000.00, MD above 21000.00');
    expect(await ofUs(addDays(today, 1))).toBe('US01@3 CFO from 12000.00, MD above 22000.00');
  });

  it('is that of every entity until the first of its entity is valid', async () => {
    const ofDe = async (day: CalendarDate) => (await policiesOn(day))[2];
    expect(await ofDe(today)).toBe(everyEntity);
    expect(await ofDe(addDays(today, 1))).toBe('DE01@1 CFO from 13000.00, MD above 23000.00');
  });
});

it('a submission takes no rate of a day to come, and of the day the version listed last', async () => {
  expect((await rulesOn(today, eur)).rate).toMatchObject({ day: today, rate: 108n });
  expect((await rulesOn(addDays(today, 1), eur)).rate).toMatchObject({ day: '2026-03-03', rate: 109n });
});

it('a rate into the currency of an entity counts for a week, whatever the base currency', async () => {
  await listRates(['2026-03-10', '0.86', 'GBP']);
  const hasRateOn = async (days: number) =>
    (await rulesOn(addDays(on('2026-03-10'), days), eur)).hasRateInto('GBP');
  expect(await Promise.all([-1, 0, 7, 8].map(hasRateOn))).toEqual([false, true, true, false]);
  expect((await rulesOn(today, eur)).hasRateInto('EUR')).toBe(true);
});
