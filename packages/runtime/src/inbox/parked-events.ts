import { sql } from 'kysely';
import type { Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { AnyEvent } from './subscription.ts';

export const positionKey = (aggregate: string, sequence: number): string => `${aggregate} ${sequence}`;

/**
 * The ids of the events of these aggregates that wait for a predecessor, by `placeOf`. Without their bytes: behind one dead letter
 * many large ones may wait.
 */
export const parkedOf = async (
  database: Database,
  consumer: string,
  topic: string,
  aggregates: readonly string[],
): Promise<Map<string, string>> => {
  const rows = await database.query<{ aggregate_id: string; sequence: number; event_id: string }>(sql`
    select aggregate_id, sequence, event_id from inbox_parked
     where consumer = ${consumer} and topic = ${topic} and aggregate_id = any (${aggregates}::uuid[])`);
  return new Map(rows.map((row) => [positionKey(row.aggregate_id, row.sequence), row.event_id]));
};

/** Keeps an event whose predecessor is missing, with its original bytes. */
export const park = async (
  database: Database,
  consumer: string,
  event: AnyEvent,
  { topic, partition, position, headers, value }: Delivery,
): Promise<void> => {
  await database.query(sql`
    insert into inbox_parked (consumer, topic, part, position, aggregate_id, sequence, event_id, headers, value)
    values (${consumer}, ${topic}, ${partition}, ${position}, ${event.subject}, ${event.sequence}, ${event.id},
            ${JSON.stringify(headers)}::jsonb, ${Buffer.from(value ?? [])})
    on conflict do nothing`);
};

/** Takes a parked event out, to be handled now; its bytes. */
export const unpark = async (database: Database, consumer: string, eventId: string): Promise<Buffer> => {
  const [taken] = await database.query<{ value: Buffer }>(sql`
    with applied as (
      update inbox set outcome = 'applied' where consumer = ${consumer} and event_id = ${eventId})
    delete from inbox_parked where consumer = ${consumer} and event_id = ${eventId} returning value`);
  if (!taken) throw new Error(`the parked event ${eventId} is gone`);
  return taken.value;
};

/** Takes a parked event out as it came, with its inbox row, so that it can be kept as a dead letter and tried again. */
export const withdrawParked = async (
  database: Database,
  consumer: string,
  event: AnyEvent,
): Promise<Delivery | undefined> => {
  const [row] = await database.query<ParkedRow>(sql`
    delete from inbox_parked parked where consumer = ${consumer} and event_id = ${event.id}
    returning topic, part, position, aggregate_id, headers, value,
      exists (select from dead_letter known
               where known.consumer = parked.consumer and known.topic = parked.topic and known.part = parked.part
                 and known.position = parked.position and known.state <> 'dead') as resolved`);
  if (!row) return undefined;
  await database.query(sql`delete from inbox where consumer = ${consumer} and event_id = ${event.id}`);
  const { topic, part, position, aggregate_id, headers, value, resolved } = row;
  // Its id stands for its position where a dead letter of that position was resolved already.
  const keptAt = resolved ? event.id : position;
  return { topic, partition: part, position: keptAt, key: aggregate_id, headers, value };
};

type ParkedRow = {
  readonly topic: string;
  readonly part: number;
  readonly position: string;
  readonly aggregate_id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
  readonly resolved: boolean;
};
