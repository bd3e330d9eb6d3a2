/** What the risk side knows of receivables and how it scores them. */
export const receivableTables: readonly string[] = [
  `create table receivable (
     receivable_id     uuid    not null primary key,
     version           int     not null,
     account_id        uuid    not null,
     account_name      text    not null,
     client_id         uuid    not null,
     client_name       text    not null,
     entity            text    not null,
     department        text    not null,
     invoice_number    text    not null,
     invoice_date      date    not null,
     due_date          date    not null,
     currency          char(3) not null,
     billed_minor      bigint  not null,
     open_minor        bigint  not null,
     dispute_open      boolean not null,
     dispute_reason    text,
     open_item         boolean not null,
     write_off_status  text    check (write_off_status in ('WRITTEN_OFF', 'RECOVERED')),
     packet_id         uuid,
     written_off_minor bigint,
     settled_on        date,
     constraint receivable_settled_is_closed check (settled_on is null or not open_item),
     constraint receivable_written_off_has_amount
       check ((write_off_status is not distinct from 'WRITTEN_OFF') = (written_off_minor is not null))
   )`,
  // Accounts are read whole and walked in order; both want the account first.
  'create index receivable_of_account on receivable (account_id, receivable_id)',
  `create index receivable_open_of_account on receivable (account_id) where open_item`,
  `create table scorecard (
     version      text        not null primary key,
     card         jsonb       not null,
     published_by text        not null,
     published_at timestamptz not null default now(),
     in_force     boolean     not null
   )`,
  'create unique index scorecard_one_in_force on scorecard (in_force) where in_force',
  // One narrow row for each open invoice, rewritten only when something about it changed: room for updates in place.
  `create table score (
     receivable_id   uuid        not null primary key,
     account_id      uuid        not null,
     score_bp        int         not null check (score_bp between 0 and 10000),
     band            text        not null check (band in ('low', 'medium', 'high', 'critical')),
     card_version    text        not null,
     since           date        not null,
     owner_person_id uuid,
     owner_role      text,
     owner_name      text,
     reminder_due_at timestamptz,
     constraint score_reminder_has_owner
       check ((reminder_due_at is null) = (owner_name is null) and (owner_name is null) = (owner_role is null)),
     constraint score_reminder_is_low check (reminder_due_at is null or band = 'low')
   ) with (fillfactor = 70)`,
  'create index score_of_account on score (account_id)',
  `create index score_reminded on score (owner_person_id, account_id) where reminder_due_at is not null`,
  `create table score_history (
     score_history_id bigint      generated always as identity primary key,
     receivable_id    uuid        not null,
     as_of            date        not null,
     score_bp         int         not null,
     band             text        not null,
     card_version     text        not null,
     reasons          jsonb       not null,
     recorded_at      timestamptz not null
   )`,
  'create index score_history_of_receivable on score_history (receivable_id, score_history_id)',
  `create table account_owner (
     account_id  uuid        not null primary key,
     person_id   uuid        not null,
     role        text        not null,
     name        text        not null,
     assigned_at timestamptz not null
   )`,
  'create index account_owner_of_person on account_owner (person_id)',
  // Accounts of which one item changed: the others are looked at again soon, once, however many changes there were.
  `create table account_due (
     account_id uuid        not null primary key,
     since      timestamptz not null default now()
   )`,
];
