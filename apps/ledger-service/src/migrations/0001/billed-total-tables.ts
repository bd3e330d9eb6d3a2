/** What legal entities billed, by which their write-offs are measured. */
export const billedTotalTables: readonly string[] = [
  `create table billed_statement (
     statement_id uuid        not null primary key,
     stated_on    date        not null,
     file_sha256  text        not null,
     stated_at    timestamptz not null,
     stated_by    text        not null check (stated_by <> '')
   )`,
  `create table billed_total (
     statement_id uuid    not null references billed_statement,
     entity       text    not null references legal_entity,
     currency     char(3) not null,
     month        char(7) not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
     amount_minor bigint  not null check (amount_minor >= 0),
     primary key (entity, currency, month, statement_id)
   )`,
  'create index billed_total_of_statement on billed_total (statement_id)',
  // Of several statements about a month that of the latest day counts, and of one day the last.
  `create view standing_billed_total as
     select distinct on (entity, currency, month) *
       from billed_total join billed_statement using (statement_id)
      order by entity, currency, month, stated_on desc, stated_at desc, statement_id desc`,
];
