import { foldedSql } from '@recoup/runtime/http/lists/folded-text';

const sortedBy = (...columns: readonly string[]) =>
  columns.map(
    (column) => `create index receivable_by_${column} on receivable (${column}, billing_item_detail_id)`,
  );

const foundBy = (...columns: readonly string[]) =>
  columns.map(
    (column) => `create index receivable_by_folded_${column} on receivable ((${foldedSql(column)}))`,
  );

/** The service's own copy of the ledger's receivables, for search and packets, of their legal entities, and of which clients are one. */
export const receivableTables: readonly string[] = [
  // `commission` is the open revenue side in major units, so that rows of any currency are found and sorted by one number. A later
  // release of the ledger may know more write-off states; a copy takes them as they come.
  `create table receivable (
     billing_item_detail_id uuid    not null primary key,
     version                int     not null,
     entity                 text    not null,
     department             text    not null,
     deal                   text    not null,
     client_id              uuid    not null,
     client_number          text    not null,
     client_name            text    not null,
     account_id             uuid    not null,
     account_number         text    not null,
     account_name           text    not null,
     agent_number           text,
     agent_name             text,
     invoice_number         text    not null,
     invoice_date           date    not null,
     due_date               date    not null,
     currency               text    not null,
     currency_exponent      int     not null,
     open_revenue_minor     bigint  not null,
     open_payable_minor     bigint  not null,
     open_tax_minor         bigint  not null,
     open_fee_minor         bigint  not null,
     open_item_ind          boolean not null,
     write_off_status_cd    text,
     exclude_from_cecl_ind  boolean not null,
     dispute_open           boolean not null,
     dispute_reason         text,
     as_of                  date    not null,
     gl_reference           text,
     commission             numeric(22, 4) not null
       generated always as (open_revenue_minor / power(10::numeric, currency_exponent)) stored
   )`,
  ...sortedBy('invoice_date', 'due_date', 'commission', 'invoice_number'),
  // Most receivables are closed in the end, and most people look for open ones.
  `create index receivable_open_by_invoice_date on receivable (invoice_date, billing_item_detail_id) where open_item_ind`,
  'create index receivable_by_client on receivable (client_id, invoice_date, billing_item_detail_id)',
  'create index receivable_by_scope on receivable (entity, department, invoice_date)',
  ...foundBy(
    'entity',
    'department',
    'deal',
    'client_number',
    'client_name',
    'account_number',
    'account_name',
    'agent_number',
    'agent_name',
    'invoice_number',
  ),
  // A receivable may arrive before its entity, so there is no foreign key.
  `create table legal_entity (
     code                text    not null primary key,
     entity_id           uuid    not null unique,
     name                text    not null,
     functional_currency char(3) not null,
     time_zone           text    not null,
     calendar            text    not null,
     gl_mapping          jsonb,
     sequence            int     not null
   )`,
  // Customers, vendors and departments that the general ledger's mapping has or had.
  `create table gl_name (
     gl_name_id uuid    not null primary key,
     kind       text    not null,
     name       text    not null,
     mapped     boolean not null,
     sequence   int     not null
   )`,
  'create index gl_name_by_name on gl_name (kind, name)',
  // Which parties two people declared to be one; those never declared so are not here.
  `create table one_party (
     party_id     uuid not null primary key,
     one_party_id uuid not null,
     sequence     int  not null
   )`,
  'create index one_party_of_one on one_party (one_party_id)',
  // The risk side may recommend a receivable before its copy has arrived, so there is no foreign key.
  `create table write_off_recommendation (
     billing_item_detail_id uuid        not null primary key,
     risk_case_id           uuid        not null,
     reason                 text        not null,
     recommended_dt         timestamptz not null
   )`,
];
