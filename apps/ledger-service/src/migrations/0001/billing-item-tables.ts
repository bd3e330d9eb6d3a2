/** Billing items and their details, the receivables. */
export const billingItemTables: readonly string[] = [
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
