export const lastSeq = '9223372036854775807';
/** What a newer row of its key has replaced stays for an hour, so that somebody may still look at it. */
export const supersededSeconds = 60 * 60;

/** Takes topic, partition, the last row that was handled and the size of a batch in rows and in bytes; one row always comes. */
export const nextOfPartition = `
  select seq, key, headers, value
    from (select *, row_number() over rising as ordinal, sum(length(value)) over rising as bytes
            from (select seq, key, headers, value from bus.event
                   where topic = $1 and part = $2 and seq > $3 order by seq limit $4) as waiting
          window rising as (order by seq rows unbounded preceding)) as measured
   where bytes <= $5 or ordinal = 1
   order by seq`;

/**
 * The next rows of a partition up to the first that is too young. Compared as whole places, they can be read by the index of
 * partitions alone; the one of numbers would have to pass over what other partitions keep. And rows are named by arrays
 * below, since for a join the planner might read the whole table.
 */
const dueOf = (keep: 'newest' | 'days'): string => `
  next as materialized (
    select seq, key, sequence, at from bus.event
     where (topic, part, seq) <= ($1, $2, $3)
       and (topic, part, seq) > ($1, $2, coalesce(
             (select seq from bus.pruned where topic = $1 and part = $2 and keep = '${keep}'), 0))
     order by topic, part, seq limit $5),
  due as materialized (
    select seq, key, sequence from next
     where seq < coalesce((select min(seq) from next where at >= now() - make_interval(secs => $4)), ${lastSeq})),
  progress as (
    insert into bus.pruned (topic, part, keep, seq)
    select $1, $2, '${keep}', max(seq) from due having max(seq) is not null
        on conflict (topic, part, keep) do update set seq = excluded.seq)`;

/** Takes topic, partition, the last row all have read, the age in seconds and the size of a batch. */
export const pruneOld = `
  with ${dueOf('days')},
  gone as (delete from bus.event where seq = any (array(select seq from due)))
  select count(*)::int as count from due`;

/**
 * Of each key the event of the highest sequence stays, of equal ones the last: what an old leader has published late lies behind newer
 * states, and must not take their turn.
 */
export const pruneSuperseded = `
  with ${dueOf('newest')},
  known as materialized (
    select newest.key, newest.sequence, newest.seq from bus.newest
     where topic = $1 and key = any (array(select distinct key from due))),
  candidates as materialized (
    select key, sequence, seq from due
    union all
    select key, sequence, seq from known),
  latest as materialized (
    select distinct on (key) key, sequence, seq from candidates order by key, sequence desc, seq desc),
  superseded as (select seq from candidates except select seq from latest),
  gone as (delete from bus.event where seq = any (array(select seq from superseded))),
  kept as (
    insert into bus.newest (topic, key, sequence, seq) select $1, key, sequence, seq from latest
        on conflict (topic, key) do update set sequence = excluded.sequence, seq = excluded.seq)
  select count(*)::int as count from due`;
