/** Settled invoices of the past, which show how an account pays. */
export const historyTables: readonly string[] = [
  // By what number a source knows an account: invoices of the past name it so, and the ledger never saw them.
  `create table account (
     account_id uuid not null primary key,
     source     text not null,
     number     text not null,
     constraint account_number_of_source unique (source, number)
   )`,
  `create table settled_invoice (
     source         text    not null,
     entity         text    not null,
     invoice_number text    not null,
     account_number text    not null,
     account_name   text    not null,
     client_number  text    not null,
     invoice_date   date    not null,
     due_date       date    not null,
     settled_on     date    not null,
     total_minor    bigint  not null check (total_minor >= 0),
     currency       char(3) not null,
     disputed       boolean not null,
     as_of          date    not null,
     import_id      uuid    not null,
     primary key (source, entity, invoice_number),
     constraint settled_invoice_is_settled_by_its_day check (settled_on <= as_of)
   )`,
  'create index settled_invoice_of_account on settled_invoice (source, account_number)',
];
