import type { EventContract } from '@recoup/contracts/envelope';
import { schemaOf } from '@recoup/contracts/envelope';
import { sql } from 'kysely';
import type * as z from 'zod';
import type { Database } from '../database/database.ts';
import { currentCause } from '../process/cause.ts';
import { newId } from '../process/ids.ts';
import { appendSelected, type SelectedEvents } from './selected/append-selected.ts';

/** Something that happened to an aggregate, to be published; kept in the transaction that made it happen. */
export type NewEvent = {
  readonly contract: EventContract;
  readonly subject: string;
  readonly data: object;
  /** The aggregate's version where it counts its own; without it the outbox counts. */
  readonly sequence?: number;
};

export const newEvent = <Data extends z.ZodObject>(
  contract: EventContract<Data>,
  subject: string,
  data: z.input<Data>,
  sequence?: number,
): NewEvent => ({ contract, subject, data, ...(sequence === undefined ? {} : { sequence }) });

export type Outbox = {
  /**
   * Keeps events for the relay, in order. Works only inside a transaction, after the aggregate's row was locked: only then
   * is the order of ids the order of versions. Data that its contract refuses is a fault and throws.
   */
  readonly append: (events: readonly NewEvent[]) => Promise<void>;
  /** The same of events that a statement makes, each with the version of its aggregate. Answers how many there are. */
  readonly appendSelected: (events: SelectedEvents) => Promise<number>;
};

/** The largest event that travels; a broker with default settings still takes it. */
const bytesMax = 900 * 1024;

export const createOutbox = (database: Database, source: string, now: () => Date): Outbox => ({
  appendSelected: appendSelected(database, source, now),
  append: async (events) => {
    if (events.length === 0) return;
    if (!database.inTransaction()) throw new Error('the outbox is written only inside a transaction');
    const sequences = await assignSequences(database, events);
    const occurredAt = now().toISOString();
    const cause = currentCause();
    const rows = events.map(({ contract, subject, data }, index) => {
      const [id, sequence] = [newId(), sequences[index]];
      const message = Buffer.from(
        JSON.stringify({
          specversion: '1.0',
          id,
          source,
          type: contract.type,
          subject,
          time: occurredAt,
          dataschema: schemaOf(contract.type),
          datacontenttype: 'application/json',
          partitionkey: subject,
          sequence,
          correlationid: cause.correlationId,
          causationid: cause.causationId,
          businessdate: cause.businessDate,
          actor: cause.actor,
          data: contract.data.parse(data),
        }),
      );
      if (message.length > bytesMax)
        throw new RangeError(`${contract.type} of ${subject} is larger than 900 KiB`);
      return { id, topic: contract.topic, subject, sequence, type: contract.type, message };
    });
    const [only] = rows;
    // Most acts publish one event, and a plain row is planned several times faster than arrays are.
    await database.query(
      only && rows.length === 1
        ? sql`
      insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
      values (${only.id}, ${only.topic}, ${only.subject}, ${only.sequence}, ${only.type}, ${cause.actor}, ${occurredAt},
              ${only.message})`
        : sql`
      insert into outbox (event_id, topic, aggregate_id, sequence, event_type, actor, occurred_at, message)
      select event_id, topic, aggregate_id, sequence, event_type, ${cause.actor}, ${occurredAt}, message
        from unnest(${rows.map((one) => one.id)}::uuid[], ${rows.map((one) => one.topic)}::text[],
                    ${rows.map((one) => one.subject)}::uuid[], ${rows.map((one) => one.sequence)}::int[],
                    ${rows.map((one) => one.type)}::text[], ${rows.map((one) => one.message)}::bytea[])
             with ordinality as fact (event_id, topic, aggregate_id, sequence, event_type, message, ordinal)
       order by ordinal`,
    );
  },
});

const assignSequences = async (
  database: Database,
  events: readonly NewEvent[],
): Promise<readonly number[]> => {
  const uncounted = events.filter((one) => one.sequence === undefined);
  const next = new Map<string, number>();
  if (uncounted.length > 0) {
    const counts = new Map<string, { topic: string; subject: string; count: number }>();
    for (const { contract, subject } of uncounted) {
      const counter = `${contract.topic} ${subject}`;
      const known = counts.get(counter);
      counts.set(counter, { topic: contract.topic, subject, count: (known?.count ?? 0) + 1 });
    }
    // In one order for everyone, so that two transactions that count the same aggregates never wait in a circle.
    const sorted = [...counts.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1));
    const counted = await database.query<{ topic: string; aggregate_id: string; last: number }>(sql`
      insert into outbox_sequence (topic, aggregate_id, last)
      select * from unnest(${sorted.map((one) => one.topic)}::text[], ${sorted.map((one) => one.subject)}::uuid[],
                           ${sorted.map((one) => one.count)}::int[])
      on conflict (topic, aggregate_id) do update set last = outbox_sequence.last + excluded.last
      returning topic, aggregate_id, last`);
    for (const { topic, aggregate_id, last } of counted) {
      const counter = `${topic} ${aggregate_id}`;
      next.set(counter, last - (counts.get(counter)?.count ?? 0) + 1);
    }
  }
  return events.map(({ contract, subject, sequence }) => {
    if (sequence !== undefined) return sequence;
    const counter = `${contract.topic} ${subject}`;
    const own = next.get(counter);
    if (own === undefined) throw new Error(`no sequence for ${counter}`);
    next.set(counter, own + 1);
    return own;
  });
};
