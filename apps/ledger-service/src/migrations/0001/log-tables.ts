import { fixedPath } from './ledger-functions.ts';

/** The ledger's log: entries, their bytes, those that wait for their seal, the chain of seals, and what will be signed of it. */
export const logTables: readonly string[] = [
  // A database keeps the ledger that was begun in it: its id is in every hash.
  `create table ledger_identity (
     ledger_id text        not null primary key check (ledger_id <> ''),
     begun_at  timestamptz not null default now(),
     only_one  boolean     not null default true unique check (only_one)
   )`,
  `create table log_entry (
     event_id       uuid  not null primary key,
     ledger_id      text  not null references ledger_identity,
     type           text  not null,
     schema_version int   not null,
     actor          text  not null,
     occurred_at    text  not null,
     recorded_at    text  not null,
     bytes_hash     bytea not null check (length(bytes_hash) = 32),
     leaf_hash      bytea not null check (length(leaf_hash) = 32)
   )`,
  // Apart, so that what must not be kept any longer can be purged while the entry and its hashes stay.
  `create table log_bytes (
     event_id uuid  not null primary key references log_entry,
     bytes    bytea not null
   )`,
  `create function log_bytes_are_those_hashed() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if sha256(new.bytes) is distinct from (select bytes_hash from log_entry where event_id = new.event_id) then
         raise exception 'the bytes of log entry % are not those that were hashed', new.event_id
           using errcode = '23514', constraint = 'log_bytes_are_those_hashed';
       end if;
       return null;
     end $$`,
  // Afterwards, since both rows are written by one statement.
  `create trigger log_bytes_are_those_hashed after insert on log_bytes
     for each row execute function log_bytes_are_those_hashed()`,
  'alter table log_bytes enable always trigger log_bytes_are_those_hashed',
  `create table log_unsealed (
     position bigint      generated always as identity primary key,
     event_id uuid        not null unique references log_entry,
     since    timestamptz not null default now()
   )`,
  `create function log_entry_waits_for_its_seal() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if not exists (select from log_unsealed where event_id = new.event_id)
          and not exists (select from log_seal where event_id = new.event_id) then
         raise exception 'log entry % waits for no seal', new.event_id
           using errcode = '23514', constraint = 'log_entry_waits_for_its_seal';
       end if;
       return null;
     end $$`,
  `create constraint trigger log_entry_waits_for_its_seal after insert on log_entry
     deferrable initially deferred for each row execute function log_entry_waits_for_its_seal()`,
  'alter table log_entry enable always trigger log_entry_waits_for_its_seal',
  `create function log_entry_waits_until_sealed() returns trigger language plpgsql ${fixedPath} as $$
     begin
       if exists (select from sealed left join log_seal using (event_id) where seq is null) then
         raise exception 'a log entry that has no seal waits for it'
           using errcode = '23514', constraint = 'log_entry_waits_until_sealed';
       end if;
       return null;
     end $$`,
  `create table log_seal (
     seq       bigint      not null primary key check (seq > 0),
     event_id  uuid        not null unique references log_entry,
     leaf_hash bytea       not null,
     prev_hash bytea       not null check (length(prev_hash) = 32),
     sealed_at timestamptz not null default now()
   )`,
  `create trigger log_entry_waits_until_sealed after delete on log_unsealed
     referencing old table as sealed for each statement execute function log_entry_waits_until_sealed()`,
  'alter table log_unsealed enable always trigger log_entry_waits_until_sealed',
  // Each names the size of the one before it, which is smaller; one alone is the first.
  // Who had which bytes purged, and why. Whoever deletes bytes writes that down in the same transaction.
  `create table log_purge (
     log_purge_id bigint      generated always as identity primary key,
     from_seq     bigint      not null references log_seal,
     to_seq       bigint      not null references log_seal,
     purged_by    text        not null check (purged_by ~ '\\S'),
     reason       text        not null check (reason ~ '\\S'),
     purged_at    timestamptz not null default now(),
     written_in   xid8        not null default pg_current_xact_id(),
     constraint purge_of_a_range check (from_seq <= to_seq)
   )`,
  `create function log_bytes_purged_for_a_reason() returns trigger language plpgsql ${fixedPath} as $$
     declare unsaid uuid;
     begin
       select gone.event_id into unsaid from gone
        where not exists (select from log_seal seal join log_purge purge on seal.seq between purge.from_seq and purge.to_seq
                           where seal.event_id = gone.event_id and purge.written_in = pg_current_xact_id()) limit 1;
       if unsaid is not null then
         raise exception 'log_purge does not say who purges the bytes of entry %, and why', unsaid
           using errcode = '23514', constraint = 'log_bytes_purged_for_a_reason';
       end if;
       return null;
     end $$`,
  `create trigger log_bytes_purged_for_a_reason after delete on log_bytes
     referencing old table as gone for each statement execute function log_bytes_purged_for_a_reason()`,
  'alter table log_bytes enable always trigger log_bytes_purged_for_a_reason',
  `create table log_checkpoint (
     size      bigint      not null primary key references log_seal,
     root      bytea       not null check (length(root) = 32),
     previous  bigint      unique nulls not distinct references log_checkpoint check (previous < size),
     signature bytea       not null check (length(signature) > 0),
     key_id    text        not null check (key_id <> ''),
     made_at   timestamptz not null default now()
   )`,
  // An event names its entry, which is written after it because it tells of all that the event posted.
  `alter table posting_event add constraint posting_is_logged foreign key (log_event_id) references log_entry
     deferrable initially deferred`,
  `alter table write_off_execution add constraint decision_is_logged foreign key (log_event_id) references log_entry
     deferrable initially deferred`,
];
