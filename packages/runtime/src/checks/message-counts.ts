import { sql } from 'kysely';
import type { Queries } from '../database/queries.ts';

/** Facts of a topic that this service has committed, and how many of them the relay has handed to the bus. */
export type Published = { readonly topic: string; readonly committed: number; readonly published: number };

/** Who listens to a topic of facts. */
export type Listener = { readonly consumer: string; readonly topic: string };

/**
 * What a consumer accounts for on a topic of facts: events that it has passed in each aggregate (applied, ignored or
 * discarded), events parked behind a gap, and dead letters by what became of them.
 */
export type Consumed = Listener & {
  readonly passed: number;
  readonly parked: number;
  readonly dead: number;
  readonly discarded: number;
};

/** Counted by index: no message is read. */
export const countPublished = (database: Queries): Promise<Published[]> =>
  database.query(sql`
    select topic, committed, committed - coalesce(waiting, 0) as published
      from (select topic, count(*)::float8 as committed from outbox group by topic) as counted
      left join (select topic, count(*)::float8 as waiting from outbox where published_at is null group by topic) as pending
        using (topic)
     order by topic`);

/** In one statement, so that an event under way from one place to another is counted in exactly one. */
export const countConsumed = (database: Queries, listening: readonly Listener[]): Promise<Consumed[]> =>
  database.query(sql`
    select consumer, topic, parked, dead, discarded,
           (select coalesce(sum(sequence), 0)::float8 from inbox_version
             where (inbox_version.consumer, inbox_version.topic) = (consumed.consumer, consumed.topic)) as passed
      from unnest(${listening.map((one) => one.consumer)}::text[], ${listening.map((one) => one.topic)}::text[])
             as consumed (consumer, topic),
           lateral (select count(*)::float8 as parked from inbox_parked
                     where (inbox_parked.consumer, inbox_parked.topic) = (consumed.consumer, consumed.topic)) as waiting,
           lateral (select (count(*) filter (where state = 'dead'))::float8 as dead,
                           (count(*) filter (where state = 'discarded'))::float8 as discarded
                      from dead_letter
                     where (dead_letter.consumer, dead_letter.topic) = (consumed.consumer, consumed.topic)) as resolved
     order by consumer, topic`);
