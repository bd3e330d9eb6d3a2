import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

/** The daily sync and the shards in which it is scored. */
export const syncTables: readonly string[] = [
  `create table sync (
     sync_id          uuid        not null primary key,
     as_of            date        not null,
     requested_by     text        not null,
     requested_at     timestamptz not null,
     finished_at      timestamptz,
     after_account    uuid,
     receivables      int         not null,
     receivables_done int         not null default 0,
     scores_changed   int         not null default 0,
     bands_changed    int         not null default 0,
     cases_opened     int         not null default 0,
     shards           int,
     shards_done      int         not null default 0,
     superseded_at    timestamptz,
     constraint sync_finished_has_all_shards check (finished_at is null or shards is null or shards_done = shards),
     constraint sync_shards_done_at_most check (shards_done between 0 and coalesce(shards, 0)),
     constraint sync_ends_once check (finished_at is null or superseded_at is null)
   )`,
  `create unique index sync_one_at_a_time on sync ((true)) where finished_at is null and superseded_at is null`,
  `create table sync_shard (
     shard_id         uuid not null primary key,
     sync_id          uuid not null references sync,
     shard_no         int  not null check (shard_no > 0),
     first_account    uuid not null,
     last_account     uuid not null,
     receivables      int  not null check (receivables > 0),
     done_at          timestamptz,
     scored_by        text check (scored_by <> ''),
     receivables_done int  not null default 0,
     scores_changed   int  not null default 0,
     bands_changed    int  not null default 0,
     cases_opened     int  not null default 0,
     constraint sync_shard_no_once unique (sync_id, shard_no),
     constraint sync_shard_begins_once unique (sync_id, first_account),
     constraint sync_shard_is_a_range check (first_account <= last_account),
     constraint sync_shard_done_by_somebody check ((done_at is null) = (scored_by is null)),
     constraint sync_shard_counts_when_done
       check (done_at is not null or receivables_done + scores_changed + bands_changed + cases_opened = 0)
   )`,
  `create function sync_shard_is_final() returns trigger language plpgsql ${fixedPathOf('risk')} as $$
      begin
     raise exception 'a shard is done once' using errcode = 'integrity_constraint_violation',
       constraint = 'sync_shard_is_final';
      end $$`,
  `create trigger sync_shard_done_once before update on sync_shard
     for each row when (old.done_at is not null) execute function sync_shard_is_final()`,
  'alter table sync_shard enable always trigger sync_shard_done_once',
];
