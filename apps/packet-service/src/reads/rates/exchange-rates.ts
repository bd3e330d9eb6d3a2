import { rateText } from '@recoup/domain/fx-rate';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';

export const exchangeRate = z.object({
  fxRateId: z.uuid(),
  from: z.string(),
  to: z.string(),
  day,
  rate: z.string().describe('one unit of `from` in `to`'),
  version: z.int().describe('of the versions of a day the newest counts'),
  source: z.string(),
  listedAt: instant,
  changeRequestId: z.uuid().nullable().describe('null for those an installation began with'),
});

type RateRow = Omit<z.infer<typeof exchangeRate>, 'rate'> & {
  readonly rate: string;
  readonly scale: number;
  readonly listKey: ListKey;
};

export const rateList = listOf({
  name: 'rates',
  id: 'fx_rate_id',
  filters: {
    from: code('from_currency'),
    to: code('to_currency'),
    day: range('day', 'rate_day'),
  },
  sorts: { day: by('rate_day') },
  defaultSort: '-day',
});

/** A page of all rates in all their versions. */
export const exchangeRates = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<RateRow>(sql`
    select fx_rate_id as "fxRateId", from_currency as "from", to_currency as "to", rate_day as day, rate::text, scale, version, source,
           listed_dt as "listedAt", change_request_id as "changeRequestId", ${asked.key}
      from fx_rate where ${asked.where} ${asked.order}`);
  return asked.page(rows, ({ rate, scale, listedAt, ...row }) => ({
    ...row,
    rate: rateText({ rate: BigInt(rate), scale }),
    listedAt: instantText(listedAt),
  }));
};
