/** The ledger's log: entries, those that wait for their seal, and the chain of seals. */
export const logTables: readonly string[] = [
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
  // An event names its entry, which is written after it because it tells of all that the event posted.
  `alter table posting_event add constraint posting_is_logged foreign key (log_event_id) references log_entry
     deferrable initially deferred`,
];
