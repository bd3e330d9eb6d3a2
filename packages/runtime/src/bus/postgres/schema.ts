/**
 * The bus on PostgreSQL. `event.seq` is commit order, because only relays insert and they take one advisory lock until
 * they commit; a reader therefore needs no more than `seq > position`.
 */
export const busSchemaStatements: readonly string[] = [
  'create schema if not exists bus',
  'grant usage on schema bus to recoup_bus',
  `create table if not exists bus.event (
     seq     bigint      generated always as identity primary key,
     topic   text        not null,
     part    smallint    not null,
     key     text        not null,
     headers jsonb       not null,
     value   bytea       not null,
     at      timestamptz not null default now()
   )`,
  'create index if not exists event_of_partition on bus.event (topic, part, seq)',
  `create table if not exists bus.position (
     grp   text     not null,
     topic text     not null,
     part  smallint not null,
     seq   bigint   not null default 0,
     primary key (grp, topic, part)
   )`,
  // How far the pruner has come in each partition: what lies behind is gone, or the newest of its key.
  `create table if not exists bus.pruned (
     topic text     not null,
     part  smallint not null,
     keep  text     not null check (keep in ('newest', 'days')),
     seq   bigint   not null,
     primary key (topic, part, keep)
   )`,
  // Of each key behind the pruner the row that is kept. It spares every publish an index on the key.
  `create table if not exists bus.newest (
     topic text   not null,
     key   text   not null,
     seq   bigint not null,
     primary key (topic, key)
   ) with (fillfactor = 80)`,
  // A pruned row's room is used again only after a vacuum, and by default that waits until a fifth of the table is dead.
  'alter table bus.event set (autovacuum_vacuum_scale_factor = 0.02)',
  'grant select, insert, delete on bus.event to recoup_bus',
  'grant select, insert, update on bus.pruned to recoup_bus',
  'grant select, insert, update on bus.newest to recoup_bus',
  'grant select, insert, update on bus.position to recoup_bus',
];
