import { sql } from 'kysely';
import type { Bus, Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { Received } from './decode.ts';

/**
 * Notes where this consumer begins with a partition, before it takes in the first message. In the middle only when it begins with the
 * oldest one kept while older ones are gone: with any other, what is missing may still come.
 */
export const noteBeginnings = (database: Database, bus: Bus, consumer: string) => {
  const noted = new Set<string>();
  return async ({ topic, partition, position }: Delivery): Promise<void> => {
    const key = `${topic} ${partition}`;
    if (noted.has(key)) return;
    const known = await database.query(sql`
      select from inbox_beginning where consumer = ${consumer} and topic = ${topic} and part = ${partition}`);
    if (known.length === 0) {
      const oldest = await bus.oldestKept?.(topic, partition);
      const inTheMiddle = oldest !== undefined && !oldest.isFirst && oldest.position === position;
      await database.query(sql`
        insert into inbox_beginning (consumer, topic, part, in_the_middle)
        values (${consumer}, ${topic}, ${partition}, ${inTheMiddle}) on conflict do nothing`);
    }
    noted.add(key);
  };
};

/**
 * Lets aggregates begin with the first event of them that this consumer ever gets, where those before it may be gone for ever. Not one
 * of which an earlier event is a dead letter or parked: those come first.
 */
export const beginInTheMiddle = async (
  database: Database,
  consumer: string,
  topic: string,
  versions: Map<string, number>,
  received: readonly Received[],
): Promise<void> => {
  const firsts = new Map<string, Received>();
  for (const one of received) if (!firsts.has(one.event.subject)) firsts.set(one.event.subject, one);
  for (const [subject, { event, delivery }] of firsts) {
    if (versions.get(subject) !== 0 || event.sequence === 1) continue;
    if (
      await beginsAt(database, consumer, {
        topic,
        partition: delivery.partition,
        position: delivery.position,
        subject,
        sequence: event.sequence,
      })
    )
      versions.set(subject, event.sequence - 1);
  }
};

/** Whether an aggregate of which nothing was consumed may begin with this sequence. */
export const beginsAt = async (
  database: Database,
  consumer: string,
  at: {
    readonly topic: string;
    readonly partition: number;
    readonly position: string;
    readonly subject: string;
    readonly sequence: number;
  },
): Promise<boolean> => {
  const { topic, partition, position, subject, sequence } = at;
  const rows = await database.query(sql`
    select from inbox_beginning
     where consumer = ${consumer} and topic = ${topic} and part = ${partition} and in_the_middle
       and not exists (select from dead_letter
                        where consumer = ${consumer} and topic = ${topic} and key = ${subject} and state = 'dead'
                          and not (part = ${partition} and ${isLaterThan(position)}))
       and not exists (select from inbox_parked
                        where consumer = ${consumer} and topic = ${topic} and aggregate_id = ${subject}
                          and sequence <= ${sequence})`);
  return rows.length > 0;
};

/** Whether a dead letter came later for certain: one beside another of its position has none that counts. */
const isLaterThan = (position: string) =>
  /^\d+$/.test(position)
    ? sql`coalesce(case when position ~ '^[0-9]+$' then position::numeric > ${position}::numeric end, false)`
    : sql`false`;
