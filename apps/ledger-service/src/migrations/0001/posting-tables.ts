import { fixedPath } from './ledger-functions.ts';

const transactionTypes = [
  'OPENING',
  'SOURCE_STATED',
  'CHARGE',
  'PROVISION',
  'WRITE_OFF',
  'WRITE_DOWN',
  'WRITE_UP',
  'SYNC',
  'TRANSFER',
  'REFUND',
  'RECOVERY',
  'CASH',
  'UNAPPLIED',
  'CORRECTION',
  'CREDIT_MEMO',
  'PLAN',
  'RETURNED',
  'AGENCY',
  'TAX_RELIEF',
  'FX',
];
const sourceKinds = [
  'PACKET',
  'PAYMENT',
  'CREDIT_MEMO',
  'PLAN',
  'REFUND',
  'IMPORT',
  'MONITOR',
  'PERIOD',
  'TAX_CLAIM',
  'AGENCY',
  'MANUAL',
];

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ');

/** What was posted, by what it was caused; and in which period of each entity it counts. */
export const postingTables: readonly string[] = [
  `create table posting_event (
     posting_event_id  uuid        not null primary key,
     transaction_type  text        not null check (transaction_type in (${listed(transactionTypes)})),
     source_kind       text        not null check (source_kind in (${listed(sourceKinds)})),
     source_id         uuid        not null,
     source_round      int         not null,
     step              text        not null,
     recorded_at       timestamptz not null,
     actor             text        not null check (actor <> ''),
     on_behalf_of      text,
     approval_hash     text,
     reverses_event_id uuid        references posting_event,
     log_event_id      uuid        not null,
     written_in        xid8        not null default pg_current_xact_id(),
     constraint posted_once unique (source_kind, source_id, source_round, transaction_type, step),
     constraint reversed_once unique (reverses_event_id),
     constraint reversal_names_its_original
       check ((transaction_type in ('RECOVERY', 'CORRECTION') or step = 'UNDO') = (reverses_event_id is not null)),
     constraint write_off_names_its_approval
       check (source_kind <> 'PACKET' or approval_hash is not null)
   )`,
  `create table posting_entity (
     posting_event_id uuid    not null references posting_event,
     entity           text    not null references legal_entity,
     event_date       date    not null,
     accounting_date  date    not null,
     period           char(7) not null,
     policy_kind      text    not null default 'POSTING' check (policy_kind = 'POSTING'),
     policy_version   text,
     primary key (posting_event_id, entity),
     constraint posting_under_a_policy unique (posting_event_id, entity, policy_version, accounting_date),
     foreign key (entity, policy_kind, policy_version) references policy_version (entity, kind, version),
     constraint posting_in_the_month_of_its_date check (period = to_char(accounting_date, 'YYYY-MM')),
     constraint posting_never_before_its_event check (accounting_date >= event_date)
   )`,
  'create index posting_entity_by_period on posting_entity (entity, period)',
  // The month is held until the posting is through, so that nobody closes it in between.
  `create function posting_needs_open_period() returns trigger language plpgsql ${fixedPath} as $$
     declare found text;
     begin
       select state into found from accounting_period
        where entity = new.entity and month = new.period for share;
       if found is null then
         raise exception 'period % of % is unknown', new.period, new.entity
           using errcode = '23514', constraint = 'period_is_known';
       end if;
       if found <> 'OPEN' then
         raise exception 'period % of % is %', new.period, new.entity, lower(found)
           using errcode = '23514', constraint = 'period_is_open';
       end if;
       return new;
     end $$`,
  `create trigger posting_needs_open_period before insert on posting_entity
     for each row execute function posting_needs_open_period()`,
  'alter table posting_entity enable always trigger posting_needs_open_period',
];
