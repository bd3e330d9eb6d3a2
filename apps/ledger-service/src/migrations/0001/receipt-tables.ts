/** What the ledger keeps of packets, and the receipts of write-offs with their worksheets. */
export const receiptTables: readonly string[] = [
  `create table packet_content (
     packet_id    uuid  not null,
     content_hash text  not null,
     part         int   not null check (part > 0),
     parts        int   not null check (parts >= part),
     lines        jsonb not null,
     primary key (packet_id, content_hash, part)
   )`,
  `create table cash_receipt (
     cash_receipt_id uuid        not null primary key,
     receipt_type_cd text        not null check (receipt_type_cd in ('CASH', 'WRITE_OFF')),
     entity          text        references legal_entity,
     account_id      uuid        references account,
     currency        char(3)     not null,
     amount_minor    bigint      not null check (amount_minor > 0),
     value_date      date        not null,
     bank_account    text,
     payer           text,
     reference       text,
     source          text        references source,
     external_key    text,
     created_at      timestamptz not null,
     created_by      text        not null,
     constraint cash_receipt_taken_once unique (source, external_key),
     constraint write_off_is_no_cash check (receipt_type_cd = 'CASH' or bank_account is null)
   )`,
  'create index cash_receipt_by_value_date on cash_receipt (value_date, cash_receipt_id)',
  'create index cash_receipt_by_creation on cash_receipt (created_at)',
  `create table cash_receipt_status (
     cash_receipt_id uuid        not null references cash_receipt,
     status_cd       text        not null,
     since           timestamptz not null,
     actor           text        not null,
     reason          text        not null,
     primary key (cash_receipt_id, since)
   )`,
  `create table write_off_receipt (
     packet_id       uuid not null primary key,
     packet_name     text not null,
     round           int  not null,
     cash_receipt_id uuid not null unique references cash_receipt
   )`,
  `create table cash_receipt_worksheet (
     worksheet_id          uuid        not null primary key,
     cash_receipt_id       uuid        not null references cash_receipt,
     kind                  text        not null check (kind in ('APPLICATION', 'REVERSAL')),
     reverses_worksheet_id uuid        unique references cash_receipt_worksheet,
     posting_event_id      uuid        not null unique references posting_event,
     created_at            timestamptz not null,
     created_by            text        not null,
     constraint reversal_names_its_original check ((kind = 'REVERSAL') = (reverses_worksheet_id is not null))
   )`,
  'create index worksheet_of_receipt on cash_receipt_worksheet (cash_receipt_id)',
  `create table worksheet_status (
     worksheet_id uuid        not null references cash_receipt_worksheet,
     status_cd    text        not null check (status_cd in ('D', 'P', 'S', 'A', 'R')),
     since        timestamptz not null,
     actor        text        not null,
     reason       text        not null,
     primary key (worksheet_id, since)
   )`,
  `create table write_off_execution (
     packet_id       uuid        not null,
     round           int         not null,
     outcome         text        not null check (outcome in ('EXECUTED', 'REFUSED')),
     code            text,
     cash_receipt_id uuid        references cash_receipt,
     decided_at      timestamptz not null,
     log_event_id    uuid        not null unique,
     primary key (packet_id, round),
     constraint execution_has_receipt_or_reason check
       ((outcome = 'EXECUTED') = (cash_receipt_id is not null) and (outcome = 'REFUSED') = (code is not null))
   )`,
  `create unique index one_execution_per_packet on write_off_execution (packet_id) where outcome = 'EXECUTED'`,
];

/** Applications: what a worksheet applied to each side, positive, and negative in its reversal. */
export const applicationView = `create view cash_receipt_application as
  select worksheet_id, billing_item_detail_id, side, component, -amount_minor as amount_minor
    from receivable_movement where worksheet_id is not null`;
