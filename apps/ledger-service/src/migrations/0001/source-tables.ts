import { fixedPath } from './ledger-functions.ts';

/** What sources said last of receivables, what they have yet to take in, and what people decide about it. */
export const sourceTables: readonly string[] = [
  // Narrow and apart from the receivable, because a file that repeats everything moves each row of it and changes nothing else.
  `create table receivable_sighting (
     billing_item_detail_id uuid not null primary key references billing_item_detail,
     as_of                  date not null,
     import_id              uuid not null,
     previous_as_of         date,
     previous_import_id     uuid,
     constraint sighting_follows_another check ((previous_as_of is null) = (previous_import_id is null))
   ) with (fillfactor = 60)`,
  // What we posted and a source has yet to say: a movement of the source in that direction says this, before it says anything new.
  `create table source_echo (
     posting_event_id       uuid   not null references posting_event,
     billing_item_detail_id uuid   not null references billing_item_detail,
     side                   text   not null,
     component              text   not null,
     expected_minor         bigint not null check (expected_minor <> 0),
     repeated_minor          bigint not null default 0,
     import_id              uuid   references import,
     primary key (posting_event_id, billing_item_detail_id, side, component),
     constraint echo_never_beyond_what_is_expected
       check (repeated_minor between least(expected_minor, 0) and greatest(expected_minor, 0))
   )`,
  `create index source_echo_awaited on source_echo (billing_item_detail_id)
    where repeated_minor <> expected_minor`,
  // An item that a full snapshot no longer names. Nobody writes it off until somebody says whether it is closed.
  `create table closed_at_source_candidate (
     candidate_id           uuid        not null primary key,
     billing_item_detail_id uuid        not null references billing_item_detail,
     import_id              uuid        not null references import,
     found_on               date        not null,
     created_at             timestamptz not null,
     ended_at               timestamptz,
     ended_by_import_id     uuid        references import,
     decision               text        check (decision in ('OPEN', 'CLOSED')),
     decided_by             text,
     reason                 text,
     constraint candidate_decided_by_somebody
       check ((decision is null) = (decided_by is null) and (decision is null) = (reason is null)),
     constraint candidate_ends_once
       check ((ended_at is null) = (decision is null and ended_by_import_id is null)
              and (decision is null or ended_by_import_id is null))
   )`,
  `create unique index one_candidate_at_a_time on closed_at_source_candidate (billing_item_detail_id)
    where ended_at is null`,
  'create index candidate_of_receivable on closed_at_source_candidate (billing_item_detail_id)',
  'create index candidate_by_day on closed_at_source_candidate (found_on, candidate_id)',
  'create index candidate_of_import on closed_at_source_candidate (import_id)',
  `create table ledger_task (
     task_id                uuid        not null primary key,
     kind                   text        not null check (kind in ('LATE_CASH', 'NEW_CHARGE', 'BELOW_ZERO', 'ECHO_OVERDUE')),
     billing_item_detail_id uuid        not null references billing_item_detail,
     amount_minor           bigint      not null check (amount_minor > 0),
     import_id              uuid        references import,
     posting_event_id       uuid        references posting_event,
     due_on                 date        not null,
     created_at             timestamptz not null,
     created_by             text        not null,
     constraint overdue_echo_names_its_posting check ((kind = 'ECHO_OVERDUE') = (posting_event_id is not null)),
     constraint one_task_of_an_echo unique (posting_event_id, billing_item_detail_id)
   )`,
  'create index ledger_task_by_due_day on ledger_task (due_on, task_id)',
  'create index ledger_task_of_import on ledger_task (import_id)',
  'create index ledger_task_of_receivable on ledger_task (billing_item_detail_id)',
  `create table ledger_task_state (
     task_id uuid        not null references ledger_task,
     state   text        not null check (state in ('OPEN', 'CLOSED')),
     since   timestamptz not null,
     actor   text        not null check (actor <> ''),
     reason  text        not null check (reason <> ''),
     primary key (task_id, state)
   )`,
  // Which tasks wait for somebody: as small as what is to be done, however much was done already. Only these functions write it.
  `create table ledger_task_open (
     task_id uuid not null primary key references ledger_task
   )`,
  `create function task_opens() returns trigger language plpgsql security definer ${fixedPath} as $$
     begin
       insert into ledger_task_open (task_id) select task_id from added;
       return null;
     end $$`,
  `create trigger task_opens after insert on ledger_task
     referencing new table as added for each statement execute function task_opens()`,
  'alter table ledger_task enable always trigger task_opens',
  `create function task_closes() returns trigger language plpgsql security definer ${fixedPath} as $$
     begin
       delete from ledger_task_open where task_id in (select task_id from added where state = 'CLOSED');
       return null;
     end $$`,
  `create trigger task_closes after insert on ledger_task_state
     referencing new table as added for each statement execute function task_closes()`,
  'alter table ledger_task_state enable always trigger task_closes',
];
