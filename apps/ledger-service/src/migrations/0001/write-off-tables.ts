import { runtimeRole } from '@recoup/runtime/provision';

/** What nobody may change once it stands: not by privilege, and not by trigger either. */
const insertOnly = [
  'cash_receipt',
  'cash_receipt_worksheet',
  'cash_receipt_application',
  'journal',
  'journal_line',
  'log_entry',
  'log_seal',
];

const refuseChanges = (table: string): string =>
  `create trigger ${table}_is_insert_only before update or delete or truncate on ${table}
     for each statement execute function refuse_change()`;

const receipts: readonly string[] = [
  `create table packet_content (
     packet_id    uuid  not null,
     content_hash text  not null,
     part         int   not null check (part > 0),
     parts        int   not null check (parts >= part),
     lines        jsonb not null,
     primary key (packet_id, content_hash, part)
   )`,
  `create sequence receipt_number start 100001`,
  `create table cash_receipt (
     cash_receipt_id  uuid        not null primary key,
     receipt_no       text        not null unique,
     receipt_type_cd  text        not null check (receipt_type_cd = 'WRITE_OFF'),
     status_cd        text        not null check (status_cd = 'A'),
     packet_id        uuid        not null,
     packet_round     int         not null,
     currency         char(3)     not null,
     amount_minor     bigint      not null check (amount_minor > 0),
     accounting_date  date        not null,
     created_at       timestamptz not null,
     created_by       text        not null,
     packet_name      text        not null,
     constraint packet_written_off_once unique (packet_id)
   )`,
  `create table cash_receipt_worksheet (
     worksheet_id          uuid        not null primary key,
     cash_receipt_id       uuid        not null references cash_receipt,
     kind                  text        not null check (kind in ('WRITE_OFF', 'REVERSAL')),
     status_cd             text        not null check (status_cd = 'A'),
     reverses_worksheet_id uuid        references cash_receipt_worksheet,
     created_at            timestamptz not null,
     created_by            text        not null,
     constraint one_worksheet_of_a_kind unique (cash_receipt_id, kind),
     constraint reversal_names_its_original check ((kind = 'REVERSAL') = (reverses_worksheet_id is not null))
   )`,
  `create table cash_receipt_application (
     worksheet_id           uuid   not null references cash_receipt_worksheet,
     billing_item_detail_id uuid   not null references billing_item_detail,
     side                   text   not null check (side in ('REV', 'PAY', 'TAX', 'FEE')),
     amount_minor           bigint not null check (amount_minor <> 0),
     primary key (worksheet_id, billing_item_detail_id, side)
   )`,
  `create table write_off_execution (
     packet_id    uuid        not null,
     round        int         not null,
     outcome      text        not null check (outcome in ('EXECUTED', 'REFUSED')),
     code         text,
     cash_receipt_id uuid     references cash_receipt,
     decided_at   timestamptz not null,
     primary key (packet_id, round),
     constraint execution_has_receipt_or_reason check
       ((outcome = 'EXECUTED') = (cash_receipt_id is not null) and (outcome = 'REFUSED') = (code is not null))
   )`,
  `create unique index one_execution_per_packet on write_off_execution (packet_id) where outcome = 'EXECUTED'`,
];

const journals: readonly string[] = [
  `create table posting_policy (
     entity             text not null,
     version            text not null,
     credit_loss_method text not null check (credit_loss_method = 'DIRECT'),
     payable_side       text not null check (payable_side = 'REVERSE_PAYABLE'),
     valid_from         date not null,
     primary key (entity, version)
   )`,
  `insert into posting_policy values ('*', 'default-1', 'DIRECT', 'REVERSE_PAYABLE', '1900-01-01')`,
  `create table accounting_period (
     entity text    not null,
     period char(7) not null,
     state  text    not null check (state in ('OPEN', 'CLOSED')),
     primary key (entity, period)
   )`,
  `create table journal (
     journal_id          uuid        not null primary key,
     kind                text        not null check (kind in ('WRITE_OFF', 'RECOVERY')),
     packet_id           uuid        not null,
     worksheet_id        uuid        not null references cash_receipt_worksheet,
     entity              text        not null,
     currency            char(3)     not null,
     accounting_date     date        not null,
     period              char(7)     not null,
     event_date          date        not null,
     policy_version      text        not null,
     credit_loss_method  text        not null,
     payable_side        text        not null,
     actor               text        not null,
     approval_hash       text        not null,
     reverses_journal_id uuid        references journal,
     written_in          xid8        not null default pg_current_xact_id(),
     created_at          timestamptz not null,
     constraint one_journal_per_event_and_entity unique (worksheet_id, entity, currency),
     constraint recovery_names_its_original check ((kind = 'RECOVERY') = (reverses_journal_id is not null))
   )`,
  `create table journal_line (
     journal_id     uuid   not null references journal,
     line_no        int    not null check (line_no > 0),
     account_code   text   not null,
     department     text   not null,
     account_id     uuid   references account,
     debit_minor    bigint not null check (debit_minor >= 0),
     credit_minor   bigint not null check (credit_minor >= 0),
     primary key (journal_id, line_no),
     constraint line_is_debit_or_credit check ((debit_minor > 0) <> (credit_minor > 0)),
     constraint receivable_line_names_debtor check ((account_code like 'AR.%') = (account_id is not null))
   )`,
  `create function refuse_change() returns trigger language plpgsql as $$
     begin
       raise exception 'rows of % are never changed or removed', tg_table_name using errcode = '42501';
     end $$`,
  // Checked once for each journal at commit, not once for each line: a check per line grows with the square of the lines.
  `create function journal_must_balance() returns trigger language plpgsql as $$
     declare difference numeric;
     begin
       select coalesce(sum(debit_minor - credit_minor), 0) into difference
         from journal_line where journal_id = new.journal_id;
       if difference <> 0 or not exists (select from journal_line where journal_id = new.journal_id) then
         raise exception 'journal % does not balance: %', new.journal_id, difference
           using errcode = '23514', constraint = 'journal_balances';
       end if;
       return null;
     end $$`,
  `create constraint trigger journal_balances after insert on journal
     deferrable initially deferred for each row execute function journal_must_balance()`,
  `create function journal_line_with_its_journal() returns trigger language plpgsql as $$
     begin
       if exists (select from added join journal using (journal_id)
                   where journal.written_in <> pg_current_xact_id()) then
         raise exception 'lines are written with their journal' using errcode = '23514';
       end if;
       return null;
     end $$`,
  `create trigger journal_line_with_its_journal after insert on journal_line
     referencing new table as added for each statement execute function journal_line_with_its_journal()`,
];

const postings: readonly string[] = [
  `create table gl_posting (
     gl_posting_id uuid        not null primary key,
     journal_id    uuid        not null references journal,
     packet_id     uuid        not null,
     kind          text        not null check (kind in ('WRITE_OFF', 'RECOVERY')),
     entity        text        not null,
     currency      char(3)     not null,
     total_minor   bigint      not null,
     external_id   text        not null unique,
     state         text        not null
       check (state in ('PENDING', 'SENDING', 'POSTED', 'UNKNOWN', 'REJECTED', 'HELD')),
     document_id   text,
     attempts      int         not null default 0,
     next_try_at   timestamptz not null,
     errors        jsonb       not null default '[]',
     correlation_id text       not null,
     causation_id  text,
     created_at    timestamptz not null,
     updated_at    timestamptz not null,
     constraint posted_names_its_document check ((state = 'POSTED') = (document_id is not null))
   )`,
  `create index gl_posting_due on gl_posting (next_try_at) where state in ('PENDING', 'SENDING', 'UNKNOWN')`,
  `create table gl_posting_history (
     gl_posting_id uuid        not null references gl_posting,
     at            timestamptz not null,
     actor         text        not null,
     from_state    text        not null,
     to_state      text        not null,
     reason        text        not null
   )`,
];

const log: readonly string[] = [
  `create table log_entry (
     event_id       uuid        not null primary key,
     ledger_id      text        not null,
     type           text        not null,
     schema_version int         not null,
     actor          text        not null,
     occurred_at    text        not null,
     recorded_at    timestamptz not null default now(),
     bytes          bytea       not null,
     leaf_hash      bytea       not null check (length(leaf_hash) = 32)
   )`,
  `create table log_unsealed (
     position bigint generated always as identity primary key,
     event_id uuid not null unique references log_entry
   )`,
  `create table log_seal (
     seq       bigint      not null primary key check (seq > 0),
     event_id  uuid        not null unique references log_entry,
     leaf_hash bytea       not null,
     prev_hash bytea       not null check (length(prev_hash) = 32),
     sealed_at timestamptz not null default now()
   )`,
];

/** Receipts, journals, postings to the general ledger and the log. */
export const writeOffTables: readonly string[] = [
  ...receipts,
  ...journals,
  ...postings,
  ...log,
  ...insertOnly.map(refuseChanges),
  ...insertOnly.map((table) => `alter table ${table} enable always trigger ${table}_is_insert_only`),
  `revoke update, delete, truncate on ${insertOnly.join(', ')} from ${runtimeRole('ledger')}`,
];
