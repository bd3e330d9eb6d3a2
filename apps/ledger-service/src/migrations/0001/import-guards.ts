import { changesOnly, updatesOnly } from '@recoup/runtime/database/tables/privileges';
import { fixedPath } from './ledger-functions.ts';

/** What of an import moves until it ends; what was asked for never does. */
const moving = [
  ...['state', 'attempt', 'claimed_until', 'failure', 'undone_at', 'undone_by'],
  ...['started_at', 'read_at', 'compared_at', 'posted_at', 'ended_at'],
  ...['file_sha256', 'file_size'],
  ...['preset', 'preset_version', 'reading', 'field_columns', 'stated', 'stated_beside', 'totals'],
  ...[
    'bytes_done',
    'rows_total',
    'rows_staged',
    'rows_posted',
    'rows_done',
    'rows_new',
    'rows_changed',
    'rows_unchanged',
    'rows_closed',
  ],
  ...['rows_older', 'rows_overtaken', 'rows_repeated', 'rows_written_off', 'rows_not_open', 'rows_invalid'],
  ...[
    'rows_rounded',
    'rows_settled',
    'rows_not_settled',
    'rows_not_items',
    'rows_credits',
    'closed_at_source',
  ],
];

/** What an ended import found and said. */
const results = ['import_error', 'import_extent'];

/** Statements that leave an import that has ended as it is, save that it is undone once. Made after the tables of imports. */
export const importGuards = (runtime: string): readonly string[] => [
  'revoke execute on function analyse_import_rows() from public',
  `grant execute on function analyse_import_rows() to ${runtime}`,
  ...updatesOnly(runtime, 'import', moving),
  ...results.flatMap((table) => changesOnly(runtime, table, [])),
  `create function import_ends_once() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if old.state = 'COMMITTED' and new.state = 'UNDONE'
          and to_jsonb(old) - '{state,undone_at,undone_by}'::text[] = to_jsonb(new) - '{state,undone_at,undone_by}'::text[] then
         return new;
       end if;
       raise exception 'import % has ended', old.import_id using errcode = '42501', constraint = 'import_ends_once';
     end $$`,
  `create trigger import_ends_once before update on import
     for each row when (old.ended_at is not null) execute function import_ends_once()`,
  'alter table import enable always trigger import_ends_once',
  `create function import_file_comes_once() returns trigger language plpgsql ${fixedPath} as $$
     begin
       raise exception 'the file of import % is there already', old.import_id
         using errcode = '42501', constraint = 'import_file_comes_once';
     end $$`,
  `create trigger import_file_comes_once before update on import
     for each row when (old.file_sha256 is not null
                        and (new.file_sha256, new.file_size) is distinct from (old.file_sha256, old.file_size))
     execute function import_file_comes_once()`,
  'alter table import enable always trigger import_file_comes_once',
  `create function results_end_with_their_import() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from (select distinct import_id from touched) result join import using (import_id)
                   where import.ended_at is not null) then
         raise exception 'rows of % stay once their import has ended', tg_table_name
           using errcode = '42501', constraint = tg_name;
       end if;
       return null;
     end $$`,
  ...results.flatMap((table) => [
    `create trigger ${table}_added_in_time after insert on ${table}
       referencing new table as touched for each statement execute function results_end_with_their_import()`,
    `create trigger ${table}_removed_in_time after delete on ${table}
       referencing old table as touched for each statement execute function results_end_with_their_import()`,
    `alter table ${table} enable always trigger ${table}_added_in_time`,
    `alter table ${table} enable always trigger ${table}_removed_in_time`,
  ]),
];
