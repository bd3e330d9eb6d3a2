import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { staged } from '../staging/this-try.ts';

/** Counts what the rows do, and sums what is open by client and currency. Answers how many rows are invalid in all. */
export const countRows = async (database: Queries, tried: ClaimedImport): Promise<number> => {
  const [row] = await database.query<{ rows_invalid: number }>(sql`
    with counted as (
      select count(*) filter (where effect = 'new') as new, count(*) filter (where effect = 'changed') as changed,
             count(*) filter (where effect = 'unchanged') as unchanged, count(*) filter (where effect = 'closed') as closed,
             count(*) filter (where effect = 'older') as older, count(*) filter (where effect = 'repeated') as repeated,
             count(*) filter (where effect = 'written-off') as written_off,
             count(*) filter (where effect = 'not-open') as not_open
        from import_row where ${staged(tried)} and not invalid),
    sums as (
      select client_number, currency, count(*) as items, sum(rev_minor + pay_minor + tax_minor + fee_minor) as minor
        from import_row where ${staged(tried)} and not invalid and effect not in ('repeated', 'not-open')
       group by client_number, currency order by minor desc limit 200)
    update import
       set rows_new = counted.new, rows_changed = counted.changed, rows_unchanged = counted.unchanged,
           rows_closed = counted.closed, rows_older = counted.older, rows_repeated = counted.repeated,
           rows_written_off = counted.written_off, compared_at = clock_timestamp(), rows_not_open = rows_not_open + counted.not_open,
           totals = (select coalesce(jsonb_agg(jsonb_build_object(
                       'clientNumber', client_number, 'currency', currency, 'items', items, 'minor', minor::text)), '[]')
                       from sums)
      from counted where import_id = ${tried.importId}
    returning rows_invalid`);
  return row?.rows_invalid ?? 0;
};
