/** The role that owns the bus and its functions, and in which nobody signs in. */
export const busOwner = 'recoup_bus_owner';
/** The role of all who may call the functions of the bus; every runtime role is a member. */
export const busRole = 'recoup_bus';

/**
 * The tables of the bus on PostgreSQL. `event.seq` is commit order, because events are inserted by one function alone, under a lock that
 * is held until the commit; a reader therefore needs no more than `seq > position`. Nobody has a right to any of these tables: the
 * functions of the bus act for those who may.
 */
export const busTables: readonly string[] = [
  `create table if not exists bus.event (
     seq      bigint      generated always as identity primary key,
     topic    text        not null,
     part     smallint    not null,
     key      text        not null,
     sequence int         not null default 0,
     headers  jsonb       not null,
     value    bytea       not null,
     at       timestamptz not null default now()
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
     topic    text   not null,
     key      text   not null,
     sequence int    not null default 0,
     seq      bigint not null,
     primary key (topic, key)
   ) with (fillfactor = 80)`,
  // A pruned row's room is used again only after a vacuum, and by default that waits until a fifth of the table is dead.
  'alter table bus.event set (autovacuum_vacuum_scale_factor = 0.02)',
  `create table if not exists bus.writer (
     role  text not null,
     topic text not null,
     primary key (role, topic)
   )`,
  `create table if not exists bus.reader (
     role  text not null,
     grp   text not null,
     topic text not null,
     primary key (role, grp, topic)
   )`,
  // Who leads an outbox: publishing with an earlier epoch is refused.
  `create table if not exists bus.lead (
     role   text   not null,
     outbox text   not null,
     epoch  bigint not null,
     primary key (role, outbox)
   )`,
  // Without days the newest event of each key is kept. Topics that do not stand here are kept for ever.
  `create table if not exists bus.retention (
     topic text not null primary key,
     days  int  check (days >= 0)
   )`,
];
