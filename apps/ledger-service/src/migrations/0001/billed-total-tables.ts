import { fixedPath } from './ledger-functions.ts';

/** What legal entities billed, by which their write-offs are measured. */
export const billedTotalTables: readonly string[] = [
  `create table billed_statement (
     statement_id uuid        not null primary key,
     stated_on    date        not null,
     file_sha256  text        not null,
     stated_at    timestamptz not null,
     stated_by    text        not null check (stated_by <> ''),
     written_in   xid8        not null default pg_current_xact_id()
   )`,
  `create table billed_total (
     statement_id uuid    not null references billed_statement,
     entity       text    not null references legal_entity,
     currency     char(3) not null,
     month        char(7) not null check (month ~ '^20\\d{2}-(0[1-9]|1[0-2])$'),
     amount_minor bigint  not null,
     total_id     text    not null generated always as (entity || ' ' || month || ' ' || currency) stored,
     primary key (entity, currency, month, statement_id)
   )`,
  'create index billed_total_of_statement on billed_total (statement_id)',
  'create index billed_total_by_entity on billed_total (entity, total_id)',
  'create index billed_total_by_month on billed_total (month, total_id)',
  `create function billed_total_is_of_its_file() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from added join billed_statement using (statement_id) where written_in <> pg_current_xact_id()) then
         raise exception 'nothing is added to a statement of billed totals once it is kept'
           using errcode = '23514', constraint = 'billed_total_is_of_its_file';
       end if;
       return null;
     end $$`,
  `create trigger billed_total_is_of_its_file after insert on billed_total
     referencing new table as added for each statement execute function billed_total_is_of_its_file()`,
  'alter table billed_total enable always trigger billed_total_is_of_its_file',
  // Of several statements about a month that of the latest day counts, and of one day the last.
  `create view standing_billed_total as
     select total.*, stated.stated_on, stated.file_sha256, stated.stated_at, stated.stated_by
       from billed_total total join billed_statement stated using (statement_id)
      where not exists (
        select from billed_total other join billed_statement later using (statement_id)
         where (other.entity, other.currency, other.month) = (total.entity, total.currency, total.month)
           and (later.stated_on, later.stated_at, later.statement_id) > (stated.stated_on, stated.stated_at, stated.statement_id)
        offset 0)`,
];
