import { lockUses } from '../../database/advisory-lock.ts';
import { partitions } from '../partitions.ts';
import { busRole } from './schema.ts';
import { lastSeq, nextOfPartition, pruneOld, pruneSuperseded, supersededSeconds } from './statements.ts';

/** The state of the error that refuses what an earlier leader of an outbox sends. */
export const leadLost = 'RB001';

const daySeconds = 24 * 60 * 60;

/**
 * A function that acts as the owner of the bus, whoever calls it: its search path is fixed, so that nothing of the caller's takes the name
 * of what it means. Parameters are called by their numbers, which no column bears.
 */
const functionOf = (signature: string, answers: string, body: string): string => `
  create or replace function bus.${signature} returns ${answers}
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $function$
  #variable_conflict use_column
  ${body}
  $function$`;

const isSuperuser = '(select rolsuper from pg_catalog.pg_roles where rolname = session_user)';

/** For the functions below; nobody else may call them. */
const guards: readonly string[] = [
  functionOf(
    'require_writer(topics text[])',
    'void',
    `declare foreign_topics text;
  begin
    if ${isSuperuser} then return; end if;
    select string_agg(distinct topic, ', ') into foreign_topics
      from unnest($1) as wanted (topic)
     where not exists (select from bus.writer where writer.role = session_user and writer.topic = wanted.topic);
    if foreign_topics is not null then
      raise exception '% may not write %', session_user, foreign_topics using errcode = 'insufficient_privilege';
    end if;
  end`,
  ),
  functionOf(
    'require_reader(grp text, topics text[])',
    'void',
    `declare foreign_topics text;
  begin
    if ${isSuperuser} then return; end if;
    select string_agg(distinct topic, ', ') into foreign_topics
      from unnest($2) as wanted (topic)
     where not exists (select from bus.reader
                        where reader.role = session_user and reader.grp = $1 and reader.topic = wanted.topic);
    if foreign_topics is not null then
      raise exception '% may not read % as %', session_user, foreign_topics, $1 using errcode = 'insufficient_privilege';
    end if;
  end`,
  ),
];

const writing: readonly string[] = [
  // The values arrive as one piece of bytes, which the wire carries as they are; an array of them would travel as text of twice the length.
  functionOf(
    `publish(topics text[], parts smallint[], keys text[], headers jsonb[], sizes int[], bytes bytea, sequences int[],
     outbox text, epoch bigint)`,
    'void',
    `begin
    perform bus.require_writer($1);
    -- One at a time, so that the order of sequences is the order of commits.
    perform pg_advisory_xact_lock(${lockUses.busPublishing}, 0);
    -- Asked under the lock: whoever is succeeded meanwhile has published before his successor can.
    if $8 is not null and not exists (
      select from bus.lead where lead.role = session_user and lead.outbox = $8 and lead.epoch = $9) then
      raise exception 'another leads %', $8 using errcode = '${leadLost}';
    end if;
    insert into bus.event (topic, part, key, headers, sequence, value)
    select topic, part, key, headers, sequence, substr($6, last - size + 1, size)
      from (select *, sum(size) over (order by ordinal)::int as last
              from unnest($1, $2, $3, $4, $5, $7)
                   with ordinality as record (topic, part, key, headers, size, sequence, ordinal)) as record
     order by ordinal;
  end`,
  ),
  functionOf(
    'take_lead(outbox text)',
    'bigint',
    `declare taken bigint;
  begin
    insert into bus.lead (role, outbox, epoch) values (session_user, $1, 1)
        on conflict (role, outbox) do update set epoch = lead.epoch + 1
    returning epoch into taken;
    return taken;
  end`,
  ),
];

const reading: readonly string[] = [
  functionOf(
    'join_group(grp text, topics text[])',
    'void',
    `begin
    perform bus.require_reader($1, $2);
    insert into bus.position (grp, topic, part)
    select $1, topic, part from unnest($2) as topic, generate_series(0, ${partitions - 1}) as part
        on conflict do nothing;
  end`,
  ),
  functionOf(
    'waiting(grp text, topics text[])',
    'table (topic text, part smallint)',
    `begin
    perform bus.require_reader($1, $2);
    return query
    select position.topic, position.part from bus.position
     where position.grp = $1 and position.topic = any ($2)
       and exists (select from bus.event
                    where event.topic = position.topic and event.part = position.part and event.seq > position.seq);
  end`,
  ),
  // The position stays locked until the caller's transaction ends, so no other member of the group takes the same meanwhile.
  functionOf(
    'take(grp text, topic text, part smallint, rows int, bytes bigint)',
    'table (seq bigint, key text, headers jsonb, value bytea)',
    `declare read_to bigint;
  begin
    perform bus.require_reader($1, array[$2]);
    select position.seq into read_to from bus.position
     where position.grp = $1 and position.topic = $2 and position.part = $3 for update skip locked;
    if read_to is null then return; end if;
    return query execute $statement$${nextOfPartition}$statement$ using $2, $3, read_to, $4, $5;
  end`,
  ),
  functionOf(
    'advance(grp text, topic text, part smallint, seq bigint)',
    'void',
    `begin
    perform bus.require_reader($1, array[$2]);
    update bus.position set seq = $4
     where position.grp = $1 and position.topic = $2 and position.part = $3 and position.seq < $4;
  end`,
  ),
  functionOf(
    'lag(grp text, topics text[])',
    'bigint',
    `begin
    perform bus.require_reader($1, $2);
    return (select count(*) from bus.position
              join bus.event on event.topic = position.topic and event.part = position.part and event.seq > position.seq
             where position.grp = $1 and position.topic = any ($2));
  end`,
  ),
  functionOf(
    'oldest_kept(topic text, part smallint)',
    'table (seq bigint, shortened boolean)',
    `begin
    return query
    select (select seq from bus.event where event.topic = $1 and event.part = $2 order by event.seq limit 1),
           exists (select from bus.pruned where pruned.topic = $1 and pruned.part = $2);
  end`,
  ),
  // One look at an index for each position; it never counts rows.
  functionOf(
    'oldest_unread()',
    'table (grp text, seconds float8)',
    `begin
    return query
    select position.grp, coalesce(max(extract(epoch from now() - first.at)), 0)::float8
      from bus.position
      left join lateral (select event.at from bus.event
                          where (topic, part, seq) > (position.topic, position.part, position.seq)
                            and (topic, part) <= (position.topic, position.part)
                          order by topic, part, seq limit 1) as first on true
     group by position.grp;
  end`,
  ),
];

const pruning: readonly string[] = [
  // The partitions whose first row behind the pruner is both read by all and old enough: one look at an index for each.
  functionOf(
    'prunable()',
    'table (topic text, part smallint)',
    `begin
    return query
    with read as (select topic, part, min(seq) as seq from bus.position group by topic, part),
    plan as (select topic, case when days is null then 'newest' else 'days' end as keep,
                    coalesce(days * ${daySeconds}, ${supersededSeconds}) as seconds
               from bus.retention)
    select plan.topic, partition.part
      from plan
     cross join (select generate_series(0, ${partitions - 1})::smallint as part) as partition
      left join read on read.topic = plan.topic and read.part = partition.part
      left join bus.pruned
        on pruned.topic = plan.topic and pruned.part = partition.part and pruned.keep = plan.keep
     cross join lateral (
       select event.at from bus.event
        where (topic, part, seq) > (plan.topic, partition.part, coalesce(pruned.seq, 0))
          and (topic, part, seq) <= (plan.topic, partition.part, coalesce(read.seq, ${lastSeq}))
        order by topic, part, seq limit 1) as first
     where first.at < now() - make_interval(secs => plan.seconds);
  end`,
  ),
  // Whoever calls it, it removes only what the retention and the positions of all groups leave to be removed.
  functionOf(
    'prune(topic text, part smallint, rows int)',
    'int',
    `declare
    read bigint;
    plan bus.retention;
    pruned int;
  begin
    if not pg_try_advisory_xact_lock(${lockUses.busPruning}, 0) then return null; end if;
    select * into plan from bus.retention where retention.topic = $1;
    if not found then return 0; end if;
    select coalesce(min(position.seq), ${lastSeq}) into read from bus.position
     where position.topic = $1 and position.part = $2;
    if plan.days is null then
      execute $statement$${pruneSuperseded}$statement$ into pruned using $1, $2, read, ${supersededSeconds}::float8, $3;
    else
      execute $statement$${pruneOld}$statement$ into pruned using $1, $2, read, plan.days * ${daySeconds}::float8, $3;
    end if;
    return pruned;
  end`,
  ),
];

/** All that services can do with the bus on PostgreSQL. */
export const busFunctions: readonly string[] = [
  ...guards,
  ...writing,
  ...reading,
  ...pruning,
  'revoke all on all functions in schema bus from public',
  `grant usage on schema bus to ${busRole}`,
  `grant execute on function bus.publish, bus.take_lead, bus.join_group, bus.waiting, bus.take, bus.advance, bus.lag, bus.oldest_kept, bus.oldest_unread,
     bus.prunable, bus.prune to ${busRole}`,
];
