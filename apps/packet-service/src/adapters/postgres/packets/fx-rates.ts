import { RateListedV1 } from '@recoup/contracts/rate-listed.v1';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';

/** A rate as lists give it: one unit of `from` in `to` on a day, as a decimal text such as `1.0900`. */
export type ListedRate = {
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly rate: string;
};

type KeptRate = {
  readonly fxRateId: string;
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly rate: string;
  readonly scale: number;
  readonly source: string;
  readonly version: number;
};

const source = 'seed';

/** Keeps rates of days and publishes them; a rate listed otherwise for its day is the next version, the same one changes nothing. */
export const rateBook =
  (database: Database, outbox: Outbox, newId: () => string) =>
  async (rates: readonly ListedRate[]): Promise<void> => {
    const rows = rates.map((listed) => {
      const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(listed.rate);
      if (!match) throw new RangeError(`${listed.rate} is no rate from ${listed.from} to ${listed.to}`);
      const fraction = match[2] ?? '';
      const rate = BigInt(`${match[1]}${fraction}`).toString();
      return { ...listed, id: newId(), rate, scale: fraction.length };
    });
    await database.transaction(async () => {
      await database.query(transactionLock('listingRates'));
      const kept = await database.query<KeptRate>(sql`
        insert into fx_rate
          (fx_rate_id, from_currency, to_currency, rate_day, version, rate, scale, source, listed_dt, listed_by)
        select id, "from", "to", day, coalesce(newest.version, 0) + 1, listed.rate, listed.scale, ${source}, now(),
               ${currentCause().actor}
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
               as listed (id uuid, "from" text, "to" text, day date, rate bigint, scale int)
          left join lateral (
                 select version, rate, scale from fx_rate known
                  where known.from_currency = listed.from and known.to_currency = listed.to
                    and known.rate_day = listed.day
                  order by version desc limit 1) newest on true
         where newest.version is null
            or listed.rate * 10::numeric ^ newest.scale <> newest.rate * 10::numeric ^ listed.scale
        returning fx_rate_id as "fxRateId", from_currency as "from", to_currency as "to", rate_day as day, rate::text, scale,
                  source, version`);
      await outbox.append(kept.map((rate) => newEvent(RateListedV1, rate.fxRateId, rate)));
    });
  };
