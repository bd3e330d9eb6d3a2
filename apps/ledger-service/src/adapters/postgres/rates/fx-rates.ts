import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import { oldestRateDays } from '@recoup/domain/fx-rate';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { KnownRate } from '../../../domain/books/entity-terms.ts';

/** A rate as packet-service lists it. */
export type ListedRate = {
  readonly fxRateId: string;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly rate: string;
  readonly scale: number;
  readonly source: string;
  readonly version: number;
};

/** Keeps rates under the ids that they have everywhere; a rate never changes, so one that is known is left alone. */
export const keepRates =
  (database: Queries) =>
  async (rates: readonly ListedRate[]): Promise<void> => {
    await database.query(sql`
      insert into fx_rate (fx_rate_id, day, from_currency, to_currency, rate, scale, source, version)
      select "fxRateId", day, "from", "to", rate, scale, source, version
        from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb)
             as listed ("fxRateId" uuid, day date, "from" text, "to" text, rate bigint, scale int, source text, version int)
       order by "fxRateId"
      on conflict (fx_rate_id) do nothing`);
  };

type RateRow = {
  readonly fxRateId: string;
  readonly day: string;
  readonly rate: string;
  readonly scale: number;
};

/** The rate of a day (practice 16): the newest of that day or before it, at most a week old; its latest version. */
export const rateOn = async (
  database: Queries,
  from: string,
  to: string,
  day: CalendarDate,
): Promise<KnownRate | undefined> => {
  const [found] = await database.query<RateRow>(sql`
    select fx_rate_id as "fxRateId", day, rate::text, scale from fx_rate
     where from_currency = ${from} and to_currency = ${to}
       and day between ${day}::date - ${oldestRateDays}::int and ${day}::date
     order by day desc, version desc limit 1`);
  const ofDay = found && toCalendarDate(found.day);
  if (!ofDay) return undefined;
  return {
    ...{ fxRateId: found.fxRateId, day: ofDay, rate: BigInt(found.rate), scale: found.scale },
    ...{ from: storedCurrency(from), to: storedCurrency(to) },
  };
};
