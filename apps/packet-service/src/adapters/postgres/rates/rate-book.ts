import { RateListedV1 } from '@recoup/contracts/rate-listed.v1';
import { rateText } from '@recoup/domain/fx-rate';
import { transactionLock } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { scaledRate } from '../../../domain/rates/rate-list.ts';
import type { Rates } from '../../../ports/rates.ts';
import type { NewId } from '../new-id.ts';

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

type Stored = { readonly rate: string; readonly scale: number };
type StandingRow = {
  readonly held: (Stored & { readonly version: number }) | null;
  readonly previous: (Stored & { readonly day: string }) | null;
};

/** Rates of days, of each pair of currencies and day in versions. */
export const postgresRates = (database: Database, outbox: Outbox, newId: NewId): Rates => ({
  standing: async (rates) => {
    await database.query(transactionLock('listingRates'));
    const rows = await database.query<StandingRow>(sql`
      select (select jsonb_build_object('rate', rate::text, 'scale', scale, 'version', version) from fx_rate known
               where known.from_currency = listed."from" and known.to_currency = listed."to" and rate_day = day
               order by version desc limit 1) as held,
             (select jsonb_build_object('rate', rate::text, 'scale', scale, 'day', rate_day) from fx_rate known
               where known.from_currency = listed."from" and known.to_currency = listed."to" and rate_day < day
               order by rate_day desc, version desc limit 1) as previous
        from jsonb_to_recordset(${JSON.stringify(rates.map((rate, at) => ({ ...rate, at })))}::jsonb)
             as listed ("from" text, "to" text, day date, at int)
       order by at`);
    return rows.map(({ held, previous }) => ({
      rate: held && textOf(held),
      version: held?.version ?? null,
      previousDay: previous?.day ?? null,
      previousRate: previous && textOf(previous),
    }));
  },

  list: ({ source, rates }, changeRequestId) => {
    const rows = rates.map((listed) => {
      const scaled = scaledRate(listed.rate);
      if (!scaled) throw new RangeError(`${listed.rate} is no rate from ${listed.from} to ${listed.to}`);
      return { ...listed, id: newId(), rate: scaled.rate.toString(), scale: scaled.scale };
    });
    return database.transaction(async () => {
      await database.query(transactionLock('listingRates'));
      const kept = await database.query<KeptRate>(sql`
        insert into fx_rate (fx_rate_id, from_currency, to_currency, rate_day, version, rate, scale, source, change_request_id,
                             listed_dt, listed_by)
        select id, "from", "to", day, coalesce(newest.version, 0) + 1, listed.rate, listed.scale, ${source},
               ${changeRequestId}::uuid, now(), ${currentCause().actor}
          from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
               as listed (id uuid, "from" text, "to" text, day date, rate bigint, scale int)
          left join lateral (
                 select version, rate, scale from fx_rate known
                  where known.from_currency = listed."from" and known.to_currency = listed."to"
                    and known.rate_day = listed.day
                  order by version desc limit 1) newest on true
         where newest.version is null
            or listed.rate * 10::numeric ^ newest.scale <> newest.rate * 10::numeric ^ listed.scale
        returning fx_rate_id as "fxRateId", from_currency as "from", to_currency as "to", rate_day as day, rate::text, scale,
                  source, version`);
      await outbox.append(kept.map((rate) => newEvent(RateListedV1, rate.fxRateId, rate)));
    });
  },
});

const textOf = ({ rate, scale }: Stored): string => rateText({ rate: BigInt(rate), scale });
