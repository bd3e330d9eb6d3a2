import { messageGuards } from './message-guards.ts';

/**
 * The tables by which a service speaks and listens, made by its first migration: what it has to say (outbox), what it has
 * consumed (inbox), what must wait for an earlier event (parked), what it could not take in (dead letters), the answers it
 * gave under an idempotency key, and its copy of people and their roles.
 */
export const runtimeTables = (schema: string): readonly string[] => [
  `create table outbox (
     id           bigint      generated always as identity primary key,
     event_id     uuid        not null unique,
     topic        text        not null,
     aggregate_id uuid        not null,
     sequence     int         not null check (sequence > 0),
     event_type   text        not null,
     actor        text        not null,
     occurred_at  timestamptz not null,
     message      bytea       not null check (length(message) <= 921600),
     published_at timestamptz,
     constraint outbox_one_event_per_sequence unique (topic, aggregate_id, sequence)
   )`,
  // The relay reads only what it has still to send, so this index stays as small as the backlog.
  'create index outbox_unpublished on outbox (id) where published_at is null',
  // Every event leaves a dead version of its row when it is published; its room is used again only after a vacuum.
  'alter table outbox set (autovacuum_vacuum_scale_factor = 0.05)',
  `create table outbox_sequence (
     topic        text not null,
     aggregate_id uuid not null,
     last         int  not null,
     primary key (topic, aggregate_id)
   )`,
  `create table inbox (
     consumer   text        not null,
     event_id   uuid        not null,
     outcome    text        not null default 'applied'
       check (outcome in ('applied', 'superseded', 'stale', 'ignored', 'parked', 'discarded')),
     handled_at timestamptz not null default now(),
     taken_in   xid8        not null default pg_current_xact_id(),
     primary key (consumer, event_id)
   )`,
  `create table inbox_version (
     consumer     text not null,
     topic        text not null,
     aggregate_id uuid not null,
     sequence     int  not null,
     primary key (consumer, topic, aggregate_id)
   )`,
  `create table inbox_parked (
     consumer     text        not null,
     topic        text        not null,
     aggregate_id uuid        not null,
     sequence     int         not null,
     event_id     uuid        not null,
     part         int         not null,
     position     text        not null,
     headers      jsonb       not null,
     value        bytea       not null,
     parked_at    timestamptz not null default now(),
     primary key (consumer, topic, aggregate_id, sequence)
   )`,
  `create table dead_letter (
     dead_letter_id uuid        not null primary key,
     consumer       text        not null,
     topic          text        not null,
     part           int         not null,
     position       text        not null,
     key            text        not null,
     headers        jsonb       not null,
     value          bytea,
     error_class    text        not null,
     error          text        not null,
     attempts       int         not null default 1,
     state          text        not null default 'dead' check (state in ('dead', 'replayed', 'discarded')),
     first_at       timestamptz not null default now(),
     last_at        timestamptz not null default now(),
     resolved_by    text,
     resolved_at    timestamptz,
     resolution_reason text,
     constraint dead_letter_once unique (consumer, topic, part, position),
     constraint dead_letter_resolution check ((state = 'dead') = (resolved_by is null)),
     constraint dead_letter_discard_has_reason
       check (state <> 'discarded' or coalesce(btrim(resolution_reason), '') <> '')
   )`,
  `create table idempotency_key (
     actor       text        not null,
     key         text        not null,
     fingerprint text        not null,
     status      int,
     headers     jsonb,
     body        text,
     created_at  timestamptz not null default now(),
     primary key (actor, key)
   )`,
  // Old answers are found by their age.
  'create index idempotency_key_by_age on idempotency_key (created_at)',
  ...messageGuards(schema),
];

/** What was sent with an unknown end, so that the newest state of its key is published once more when everything has landed. */
export const resendTables: readonly string[] = [
  `create table outbox_resend (
     topic        text        not null,
     aggregate_id uuid        not null,
     due_at       timestamptz not null,
     primary key (topic, aggregate_id)
   )`,
];

/** Where each consumer began to read a partition: its aggregates may have begun before the oldest message that was kept then. */
export const beginningTable = `create table inbox_beginning (
  consumer      text    not null,
  topic         text    not null,
  part          int     not null,
  in_the_middle boolean not null,
  primary key (consumer, topic, part)
)`;

/** A service's copy of the people who may sign in, fed by the people topic. */
export const directoryTables: readonly string[] = [
  `create table directory_person (
     person_id    uuid    not null primary key,
     version      int     not null,
     display_name text    not null,
     email        text    not null,
     active       boolean not null,
     human_id     uuid
   )`,
  'create index directory_person_of_human on directory_person ((coalesce(human_id, person_id)))',
  `create table directory_identity (
     issuer    text not null,
     subject   text not null,
     person_id uuid not null references directory_person,
     primary key (issuer, subject)
   )`,
  `create table directory_role (
     person_id   uuid not null references directory_person,
     role        text not null,
     entity      text,
     department  text,
     client_id   uuid,
     valid_from  date not null,
     valid_until date
   )`,
  'create index directory_role_of_person on directory_role (person_id)',
];
