import type { Database } from '@recoup/runtime/database/database';
import { coveredBy } from '@recoup/runtime/http/covered-rows';
import { type RawBuilder, sql } from 'kysely';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { noteFound } from '../staging/note-rows.ts';
import { staged } from '../staging/this-try.ts';

/** What a file names again is not closed at its source: nobody need decide about it any more. */
export const endCandidates = async (database: Database, tried: ClaimedImport, at: string): Promise<void> => {
  await database.query(sql`
    update closed_at_source_candidate set ended_at = ${at}, ended_by_import_id = ${tried.importId}
     where ended_at is null and billing_item_detail_id in (
           select detail_id from import_row
            where ${staged(tried)} and not invalid and effect in ('changed', 'unchanged', 'closed'))`);
};

/**
 * What a full snapshot no longer names may have been closed at the source; a person decides that, not the import. Nothing is concluded
 * from rows that could not be read, nor about an entity that the file does not speak of. Answers how many items those are.
 */
export const noteMissing = async (database: Database, tried: ClaimedImport, at: string): Promise<number> => {
  if (!tried.fullSnapshot || (await namesNotAll(database, tried))) return 0;
  const { importId, terms } = tried;
  await matchMissing(database, tried);
  // Who writes one of them off meanwhile is waited for, and has done so by the time they are asked for again.
  await database.query(sql`
    select from billing_item_detail
     where billing_item_detail_id in (select billing_item_detail_id from (${missing(tried)}) gone where any_open)
     order by billing_item_detail_id for no key update`);
  const [found] = await database.query<{ made: number }>(sql`
    with made as (
      insert into closed_at_source_candidate (candidate_id, billing_item_detail_id, import_id, found_on, created_at)
      select gen_random_uuid(), detail.billing_item_detail_id, ${importId}, ${terms.asOf}::date, ${at}
        from (${missing(tried)}) detail
       where detail.any_open
         and not exists (select from source_echo echo
                          where echo.billing_item_detail_id = detail.billing_item_detail_id
                            and echo.repeated_minor < echo.expected_minor)
      on conflict (billing_item_detail_id) where ended_at is null do nothing returning 1)
    select count(*)::int as made from made`);
  return found?.made ?? 0;
};

/** Whether some row does not say which item it means: that item may be any that seems to be missing. */
const namesNotAll = async (database: Database, tried: ClaimedImport): Promise<boolean> => {
  const [unnamed] = await database.query<{ row: number }>(sql`
    select min(row_no) as row from import_invalid_row where ${staged(tried, 'import_invalid_row')} and number_key is null
    having min(row_no) is not null`);
  if (!unnamed) return false;
  const reason =
    'does not say which item it means, so nothing is concluded from what this file does not name';
  await noteFound(
    database,
    tried.importId,
    sql`select ${unnamed.row}::int as row_no, '' as column_nm, '' as value, 'NOTHING_CONCLUDED' as code, ${reason} as reason`,
    'remark',
  );
  return true;
};

/**
 * Receivables of the entities of the file that it does not name and no newer file has named. The connected system is asked for some
 * kinds of documents alone: only what it named last can be missing from what it answers.
 */
const missing = ({ terms, scope, pulled, ...tried }: ClaimedImport): RawBuilder<unknown> => sql`
  select detail.billing_item_detail_id, detail.write_off_status_cd,
         exists (select from receivable_side side
                  where side.billing_item_detail_id = detail.billing_item_detail_id and side.open_minor > 0) as any_open
    from billing_item item
    join billing_item_detail detail using (billing_item_id)
    join receivable_sighting sighting using (billing_item_detail_id)
   where item.source = ${terms.source} and sighting.as_of < ${terms.asOf}::date
     and (item.open_item_ind or detail.write_off_status_cd = 'WRITTEN_OFF')
     and item.entity in (select entity from import_row where ${staged(tried)} and not invalid)
     and ${coveredBy(scope, 'item')}
     and (not ${pulled}::boolean or (select seen.pulled from import seen where seen.import_id = sighting.import_id))
     and not exists (select from import_row where ${staged(tried)} and import_row.entity = item.entity
                        and import_row.number_key = item.number_key and import_row.issue_year = item.issue_year
                        and (import_row.instalment = detail.instalment or import_row.invalid))
     and not exists (select from import_invalid_row invalid
                      where ${staged(tried, 'invalid')} and invalid.entity = item.entity
                        and invalid.number_key = item.number_key)`;

/** What is missing and was written off here has gone there too: that is the source taking the write-off in. */
const matchMissing = async (database: Database, tried: ClaimedImport): Promise<void> => {
  await database.query(sql`
    with taken_in as (
      update source_echo echo set repeated_minor = expected_minor, import_id = ${tried.importId}
        from (${missing(tried)}) gone
       where gone.write_off_status_cd = 'WRITTEN_OFF' and echo.billing_item_detail_id = gone.billing_item_detail_id
         and echo.repeated_minor > echo.expected_minor
      returning echo.billing_item_detail_id, echo.side, echo.component)
    update receivable_side side set stated_minor = 0
      from taken_in
     where side.billing_item_detail_id = taken_in.billing_item_detail_id and side.side = taken_in.side
       and side.component = taken_in.component`);
};
