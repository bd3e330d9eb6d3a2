import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** A rate as lists give it: one unit of `from` in `to` on a day, as a decimal text such as `1.0900`. */
export type ListedRate = {
  readonly from: string;
  readonly to: string;
  readonly day: string;
  readonly rate: string;
};

/** Keeps rates of days; a rate listed again for its day replaces the one before. Packets keep the total they were routed by. */
export const rateBook =
  (database: Database) =>
  async (rates: readonly ListedRate[]): Promise<void> => {
    const rows = rates.map((listed) => {
      const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(listed.rate);
      if (!match) throw new RangeError(`${listed.rate} is no rate from ${listed.from} to ${listed.to}`);
      const fraction = match[2] ?? '';
      return { ...listed, rate: BigInt(`${match[1]}${fraction}`).toString(), scale: fraction.length };
    });
    await database.query(sql`
      insert into fx_rate (from_currency, to_currency, rate_day, rate, scale)
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as listed ("from" text, "to" text, day date, rate bigint, scale int)
      on conflict (from_currency, to_currency, rate_day) do update set rate = excluded.rate, scale = excluded.scale`);
  };
