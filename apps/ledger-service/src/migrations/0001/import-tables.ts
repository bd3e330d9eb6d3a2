import { fixedPath } from './ledger-functions.ts';

/** Files on their way into the ledger. */
export const importTables: readonly string[] = [
  `create table import (
     import_id       uuid        not null primary key,
     requested_by    text        not null,
     idempotency_key text        not null,
     fingerprint     text        not null,
     correlation_id  text        not null,
     source          text        not null references source,
     preset          text        not null,
     preset_version  int         not null,
     as_of           date        not null,
     entity          text,
     currency        text,
     revenue_share   text,
     accept_valid    boolean     not null,
     accept_warnings boolean     not null,
     dry_run         boolean     not null,
     full_snapshot   boolean     not null,
     history         boolean     not null default false,
     scope           jsonb       not null,
     file_sha256     text        not null,
     file_size       bigint      not null,
     file_format     text        not null check (file_format in ('csv', 'json')),
     state           text        not null default 'PENDING' check (state in
       ('PENDING', 'CHECKING', 'COMMITTING', 'COMMITTED', 'CHECKED', 'REJECTED', 'FAILED', 'UNDONE')),
     attempt         int         not null default 0,
     claimed_until   timestamptz,
     bytes_done      bigint      not null default 0,
     rows_total      int         not null default 0,
     rows_done       int         not null default 0,
     rows_new        int         not null default 0,
     rows_changed    int         not null default 0,
     rows_unchanged  int         not null default 0,
     rows_closed     int         not null default 0,
     rows_older      int         not null default 0,
     rows_overtaken  int         not null default 0,
     rows_repeated   int         not null default 0,
     rows_written_off int        not null default 0,
     rows_not_open   int         not null default 0,
     rows_invalid    int         not null default 0,
     rows_rounded    int         not null default 0,
     rows_settled    int         not null default 0,
     rows_not_settled int        not null default 0,
     closed_at_source int        not null default 0,
     totals          jsonb       not null default '[]',
     failure         text,
     created_at      timestamptz not null default now(),
     started_at      timestamptz,
     ended_at        timestamptz,
     undone_at       timestamptz,
     undone_by       text,
     constraint import_once_per_key unique (requested_by, idempotency_key),
     constraint import_history_changes_no_items
       check (not history or (not full_snapshot and rows_new = 0 and rows_changed = 0 and rows_closed = 0)),
     constraint import_ended check
       ((state in ('COMMITTED', 'CHECKED', 'REJECTED', 'FAILED', 'UNDONE')) = (ended_at is not null)),
     constraint import_undone_by_somebody check
       ((state = 'UNDONE') = (undone_at is not null) and (undone_at is null) = (undone_by is null))
   )`,
  'create index import_by_as_of on import (as_of, import_id)',
  `create index import_waiting on import (created_at) where state in ('PENDING', 'CHECKING', 'COMMITTING')`,
  // Whose receivables a file speaks of: who covers them all may see the import.
  `create table import_extent (
     import_id  uuid not null references import,
     entity     text not null,
     department text not null,
     client_id  uuid
   )`,
  'create index import_extent_of_import on import_extent (import_id)',
  // Rows on their way from the file into the ledger. Unlogged: after a crash the import begins again from its file.
  `create unlogged table import_row (
     import_id        uuid    not null,
     attempt          int     not null,
     row_no           int     not null,
     new_item_id      uuid    not null,
     new_detail_id    uuid    not null,
     entity           text    not null,
     department       text    not null,
     deal             text    not null,
     deal_key         text    not null,
     client_number    text    not null,
     client_key       text    not null,
     client_name      text    not null,
     debtor_number    text    not null,
     debtor_key       text    not null,
     debtor_name      text    not null,
     agent_number     text,
     agent_key        text,
     agent_name       text,
     invoice_number   text    not null,
     number_key       text    not null,
     issue_year       int     not null,
     instalment       text    not null,
     invoice_date     date    not null,
     due_date         date    not null,
     currency         char(3) not null,
     rev_minor        bigint  not null,
     pay_minor        bigint  not null,
     tax_minor        bigint  not null,
     fee_minor        bigint  not null,
     dispute_open     boolean not null,
     dispute_reason   text,
     collection_class text,
     gl_reference     text,
     agreement_type   text,
     agreement_status text,
     agreement_stop   date,
     agreement_minor  bigint,
     settled          boolean not null,
     invalid          boolean not null default false,
     detail_id        uuid,
     seen_version     int,
     restated         boolean,
     redescribed      boolean,
     effect           text check (effect in
       ('new', 'changed', 'unchanged', 'closed', 'older', 'overtaken', 'repeated', 'written-off', 'not-open')),
     primary key (import_id, attempt, row_no)
   )`,
  // Only its owner may analyse a table, and without statistics of this very file the planner takes it for a handful of rows.
  `create function analyse_import_rows() returns void language plpgsql security definer ${fixedPath} as $$
     begin
       analyze import_row;
       analyze import_invalid_row;
     end $$`,
  // What a file names in rows that are not valid: no such item is missing from it. Null where a row does not say what it means.
  `create unlogged table import_invalid_row (
     import_id  uuid not null,
     attempt    int  not null,
     row_no     int  not null,
     entity     text,
     number_key text,
     primary key (import_id, attempt, row_no)
   )`,
  // Which of our postings the rows of a file turn out to repeat.
  `create unlogged table import_echo (
     import_id        uuid   not null,
     attempt          int    not null,
     detail_id        uuid   not null,
     side             text   not null,
     posting_event_id uuid   not null,
     taken_minor      bigint not null,
     primary key (import_id, attempt, detail_id, side, posting_event_id)
   )`,
  `create table import_error (
     import_error_id bigint  not null generated always as identity primary key,
     import_id       uuid    not null references import,
     row_no          int     not null,
     column_nm       text    not null,
     value           text    not null,
     code            text    not null,
     reason          text    not null,
     fatal           boolean not null default true
   )`,
  'create index import_error_of_import on import_error (import_id, row_no, import_error_id)',
];
