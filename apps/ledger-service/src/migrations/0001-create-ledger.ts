import { Migration } from '@mikro-orm/migrations';
import { directoryTables, messageTables } from '@recoup/runtime/database/message-tables';

export class CreateLedger extends Migration {
  override up(): void {
    for (const statement of [...messageTables, ...directoryTables]) this.addSql(statement);
    for (const statement of [...parties, ...items, ...imports]) this.addSql(statement);
  }
}

const parties = [
  `create table client (
     client_id uuid not null primary key,
     source    text not null,
     number    text not null,
     name      text not null,
     constraint client_number_of_source unique (source, number)
   )`,
  `create table account (
     account_id uuid not null primary key,
     source     text not null,
     number     text not null,
     name       text not null,
     constraint account_number_of_source unique (source, number)
   )`,
  `create table agreement (
     agreement_id uuid not null primary key,
     account_id   uuid not null references account,
     deal         text not null,
     constraint agreement_of_account_and_deal unique (account_id, deal)
   )`,
];

const items = [
  `create table billing_item (
     billing_item_id uuid    not null primary key,
     source          text    not null,
     entity          text    not null,
     invoice_number  text    not null,
     department      text    not null,
     client_id       uuid    not null references client,
     account_id      uuid    not null references account,
     agreement_id    uuid    not null references agreement,
     agent_number    text,
     agent_name      text,
     invoice_date    date    not null,
     due_date        date    not null,
     currency        char(3) not null,
     open_item_ind   boolean not null,
     constraint billing_item_natural_key unique (source, entity, invoice_number)
   )`,
  'create index billing_item_of_account on billing_item (account_id)',
  // Sides are columns: a receivable has exactly four, and one row keeps them under one lock.
  `create table billing_item_detail (
     billing_item_detail_id uuid    not null primary key,
     billing_item_id        uuid    not null references billing_item,
     version                int     not null default 1,
     rev_billed_minor       bigint  not null,
     pay_billed_minor       bigint  not null,
     tax_billed_minor       bigint  not null,
     fee_billed_minor       bigint  not null,
     rev_open_minor         bigint  not null,
     pay_open_minor         bigint  not null,
     tax_open_minor         bigint  not null,
     fee_open_minor         bigint  not null,
     dispute_open           boolean not null,
     dispute_reason         text,
     collection_class       text,
     write_off_status_cd    text check (write_off_status_cd in ('WRITTEN_OFF', 'RECOVERED')),
     exclude_from_cecl_ind  boolean not null default false,
     write_off_packet_id    uuid,
     as_of                  date    not null,
     import_id              uuid    not null,
     constraint receivable_open_within_billed check (
       rev_open_minor between 0 and rev_billed_minor and pay_open_minor between 0 and pay_billed_minor and
       tax_open_minor between 0 and tax_billed_minor and fee_open_minor between 0 and fee_billed_minor),
     constraint receivable_written_off_names_packet check (write_off_status_cd is null or write_off_packet_id is not null),
     constraint receivable_written_off_leaves_cecl check
       (exclude_from_cecl_ind = (write_off_status_cd is not distinct from 'WRITTEN_OFF'))
   )`,
  'create unique index billing_item_detail_of_item on billing_item_detail (billing_item_id)',
];

const imports = [
  `create table import (
     import_id       uuid        not null primary key,
     requested_by    text        not null,
     idempotency_key text        not null,
     fingerprint     text        not null,
     correlation_id  text        not null,
     source          text        not null,
     preset          text        not null,
     as_of           date        not null,
     entity          text,
     currency        text,
     revenue_share   text,
     accept_valid    boolean     not null,
     dry_run         boolean     not null,
     full_snapshot   boolean     not null,
     file_sha256     text        not null,
     file_size       bigint      not null,
     file_format     text        not null check (file_format in ('csv', 'json')),
     state           text        not null default 'PENDING'
       check (state in ('PENDING', 'CHECKING', 'COMMITTING', 'COMMITTED', 'CHECKED', 'REJECTED', 'FAILED')),
     claimed_until   timestamptz,
     bytes_done      bigint      not null default 0,
     rows_total      int         not null default 0,
     rows_done       int         not null default 0,
     rows_new        int         not null default 0,
     rows_changed    int         not null default 0,
     rows_unchanged  int         not null default 0,
     rows_not_open   int         not null default 0,
     rows_invalid    int         not null default 0,
     rows_rounded    int         not null default 0,
     closed_at_source int        not null default 0,
     totals          jsonb       not null default '[]',
     failure         text,
     created_at      timestamptz not null default now(),
     started_at      timestamptz,
     ended_at        timestamptz,
     constraint import_once_per_key unique (requested_by, idempotency_key),
     constraint import_ended check
       ((state in ('COMMITTED', 'CHECKED', 'REJECTED', 'FAILED')) = (ended_at is not null))
   )`,
  `create index import_waiting on import (created_at) where state in ('PENDING', 'CHECKING', 'COMMITTING')`,
  // Rows on their way from the file into the ledger. Unlogged: after a crash the import begins again from its file.
  `create unlogged table import_row (
     import_id        uuid    not null,
     row_no           int     not null,
     new_item_id      uuid    not null,
     new_detail_id    uuid    not null,
     entity           text    not null,
     department       text    not null,
     deal             text    not null,
     client_number    text    not null,
     client_name      text    not null,
     buyer_number     text    not null,
     buyer_name       text    not null,
     agent_number     text,
     agent_name       text,
     invoice_number   text    not null,
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
     invalid          boolean not null default false,
     detail_id        uuid,
     effect           text check (effect in ('new', 'changed', 'unchanged')),
     primary key (import_id, row_no)
   )`,
  `create table import_error (
     import_id uuid not null references import,
     row_no    int  not null,
     column_nm text not null,
     value     text not null,
     code      text not null,
     reason    text not null,
     fatal     boolean not null default true
   )`,
  'create index import_error_of_import on import_error (import_id, row_no)',
  `create table closed_at_source_candidate (
     billing_item_detail_id uuid not null primary key references billing_item_detail,
     import_id              uuid not null references import,
     noticed_at             timestamptz not null default now()
   )`,
];
