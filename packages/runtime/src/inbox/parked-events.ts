import { type RawBuilder, sql } from 'kysely';
import type { Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { AnyEvent, SequencePosition } from './subscription.ts';

/** An event that waits, or waited, for its predecessor. */
export type ParkedEvent = Required<SequencePosition>;

/** How many aggregates are answered at once. */
const aggregatesAtOnce = 100;

/** Which aggregates are asked for: some, or any but those in `except`. */
export type Among = { readonly among?: readonly string[] | undefined; readonly except?: readonly string[] };

/**
 * The parked events that need not wait any more, since their predecessor was taken in: the first of each aggregate.
 */
export const parkedInTurn = (
  database: Database,
  consumer: string,
  topic: string,
  which: Among,
): Promise<ParkedEvent[]> => database.query(inTurn(consumer, topic, which));

export const inTurn = (
  consumer: string,
  topic: string,
  { among, except = [] }: Among,
): RawBuilder<ParkedEvent> => sql`
  select distinct on (aggregate_id) aggregate_id as subject, parked.sequence, event_id as id
    from inbox_parked as parked join inbox_version as version using (consumer, topic, aggregate_id)
   where consumer = ${consumer} and topic = ${topic} and parked.sequence <= version.sequence + 1
     and not aggregate_id = any (${except}::uuid[])
     ${among ? sql`and aggregate_id = any (${among}::uuid[])` : sql``}
   order by aggregate_id, parked.sequence limit ${aggregatesAtOnce}`;

export const isAnyParked = async (
  database: Database,
  consumer: string,
  topic: string,
  aggregate: string,
): Promise<boolean> => {
  const rows = await database.query(sql`
    select from inbox_parked where consumer = ${consumer} and topic = ${topic} and aggregate_id = ${aggregate} limit 1`);
  return rows.length > 0;
};

/**
 * Keeps an event whose predecessor is missing, with its original bytes. Answers false, with nothing kept, when another event waits
 * with the same sequence already.
 */
export const park = async (
  database: Database,
  consumer: string,
  event: AnyEvent,
  { topic, partition, position, headers, value }: Delivery,
): Promise<boolean> => {
  const kept = await database.query(sql`
    insert into inbox_parked (consumer, topic, part, position, aggregate_id, sequence, event_id, headers, value)
    values (${consumer}, ${topic}, ${partition}, ${position}, ${event.subject}, ${event.sequence}, ${event.id},
            ${JSON.stringify(headers)}::jsonb, ${Buffer.from(value ?? [])})
    on conflict do nothing returning 1`);
  return kept.length > 0;
};

/** By the key of the table: behind one dead letter many may be parked. */
export const isParked = (
  consumer: string,
  topic: string,
  { subject, sequence, id }: ParkedEvent,
): RawBuilder<boolean> => sql`
  consumer = ${consumer} and topic = ${topic} and aggregate_id = ${subject} and sequence = ${sequence}
  and event_id = ${id}`;

/** Takes a parked event out; its bytes, unless somebody else has taken it. */
export const unpark = async (
  database: Database,
  consumer: string,
  topic: string,
  parked: ParkedEvent,
): Promise<Buffer | undefined> => {
  const [taken] = await database.query<{ value: Buffer }>(sql`
    delete from inbox_parked
     where ${isParked(consumer, topic, parked)}
    returning value`);
  return taken?.value;
};

/** Takes a parked event out as it came, with its inbox row, so that it can be kept as a dead letter and tried again. */
export const withdrawParked = async (
  database: Database,
  consumer: string,
  topic: string,
  parked: ParkedEvent,
): Promise<Delivery | undefined> => {
  const { subject, id } = parked;
  const [row] = await database.query<ParkedRow>(sql`
    delete from inbox_parked as parked
     where ${isParked(consumer, topic, parked)}
    returning part, position, headers, value,
      exists (select from dead_letter known
               where known.consumer = parked.consumer and known.topic = parked.topic and known.part = parked.part
                 and known.position = parked.position and known.state <> 'dead') as resolved`);
  if (!row) return undefined;
  await database.query(sql`delete from inbox where consumer = ${consumer} and event_id = ${id}`);
  const { part, position, headers, value, resolved } = row;
  // Its id stands for its position where a dead letter of that position was resolved already.
  return { topic, partition: part, position: resolved ? id : position, key: subject, headers, value };
};

type ParkedRow = {
  readonly part: number;
  readonly position: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
  readonly resolved: boolean;
};
