import { sql } from 'kysely';
import type { Delivery } from './bus.ts';
import type { Database } from './database.ts';
import type { AnyEvent } from './subscription.ts';

export const placeOf = (aggregate: string, sequence: number): string => `${aggregate} ${sequence}`;

/** The events of these aggregates that wait for a predecessor, by `placeOf`. */
export const parkedOf = async (
  database: Database,
  consumer: string,
  topic: string,
  aggregates: readonly string[],
  redecode: (topic: string, key: string, value: Uint8Array) => AnyEvent,
): Promise<Map<string, AnyEvent>> => {
  const rows = await database.rows<{ aggregate_id: string; sequence: number; value: Buffer }>(sql`
    select aggregate_id, sequence, value from inbox_parked
     where consumer = ${consumer} and topic = ${topic} and aggregate_id = any (${aggregates}::uuid[])`);
  return new Map(
    rows.map((row) => [
      placeOf(row.aggregate_id, row.sequence),
      redecode(topic, row.aggregate_id, row.value),
    ]),
  );
};

/** Keeps an event whose predecessor is missing, with its original bytes. */
export const park = async (
  database: Database,
  consumer: string,
  event: AnyEvent,
  { topic, partition, position, headers, value }: Delivery,
): Promise<void> => {
  await database.rows(sql`
    insert into inbox_parked (consumer, topic, part, position, aggregate_id, sequence, event_id, headers, value)
    values (${consumer}, ${topic}, ${partition}, ${position}, ${event.subject}, ${event.sequence}, ${event.id},
            ${JSON.stringify(headers)}::jsonb, ${Buffer.from(value ?? [])})
    on conflict do nothing`);
};

export const unpark = async (database: Database, consumer: string, event: AnyEvent): Promise<void> => {
  await database.rows(sql`
    with taken as (delete from inbox_parked where consumer = ${consumer} and event_id = ${event.id})
    update inbox set outcome = 'applied' where consumer = ${consumer} and event_id = ${event.id}`);
};

/** Takes a parked event out as it came, with its inbox row, so that it can be kept as a dead letter and tried again. */
export const withdrawParked = async (
  database: Database,
  consumer: string,
  event: AnyEvent,
): Promise<Delivery | undefined> => {
  const [row] = await database.rows<ParkedRow>(sql`
    delete from inbox_parked where consumer = ${consumer} and event_id = ${event.id}
    returning topic, part, position, aggregate_id, headers, value`);
  if (!row) return undefined;
  await database.rows(sql`delete from inbox where consumer = ${consumer} and event_id = ${event.id}`);
  const { topic, part, position, aggregate_id, headers, value } = row;
  // Parked by a release that did not keep its place: the event's id stands for it.
  const place = part < 0 ? event.id : position;
  return { topic, partition: part, position: place, key: aggregate_id, headers, value };
};

type ParkedRow = {
  readonly topic: string;
  readonly part: number;
  readonly position: string;
  readonly aggregate_id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
};
