import { sql } from 'kysely';
import { causedBy } from './cause.ts';
import type { Database } from './database.ts';
import type { Decoded } from './decode.ts';
import { failpoint } from './failpoint.ts';
import { park, parkedOf, placeOf, unpark } from './parked-events.ts';
import type { AnyEvent, FactsSubscription, StateSubscription, Subscription } from './subscription.ts';

type Received = Extract<Decoded, { event: AnyEvent }>;
export type Outcome = 'applied' | 'superseded' | 'stale' | 'ignored' | 'parked' | 'duplicate';
export type Tally = Partial<Record<Outcome, number>>;

export type Inbox = {
  /**
   * Takes in events of one topic: dedup row and effect in one transaction. An event seen before has no effect, a fact
   * whose predecessor is missing is parked until that arrives. Rejects, with nothing done, when an effect fails.
   */
  readonly take: (subscription: Subscription, received: readonly Received[]) => Promise<Tally>;
};

/** `redecode` reads a parked message again; it was readable when it was parked. */
export const createInbox = (
  database: Database,
  consumer: string,
  redecode: (topic: string, key: string, value: Uint8Array) => AnyEvent,
): Inbox => {
  const remember = async (received: readonly Received[]): Promise<readonly Received[]> => {
    const fresh = await database.rows<{ event_id: string }>(sql`
      insert into inbox (consumer, event_id)
      select ${consumer}, unnest(${received.map(({ event }) => event.id)}::uuid[])
      on conflict do nothing returning event_id`);
    const ids = new Set(fresh.map((row) => row.event_id));
    // Two copies of one event in one batch: the first takes the row, the second is a duplicate too.
    return received.filter(({ event }) => ids.delete(event.id));
  };

  const settle = async (outcomes: ReadonlyMap<string, Outcome>): Promise<void> => {
    const other = [...outcomes].filter(([, outcome]) => outcome !== 'applied');
    if (other.length === 0) return;
    await database.rows(sql`
      update inbox set outcome = settled.outcome
        from unnest(${other.map(([id]) => id)}::uuid[], ${other.map(([, outcome]) => outcome)}::text[])
             as settled (event_id, outcome)
       where inbox.consumer = ${consumer} and inbox.event_id = settled.event_id`);
  };

  const takeState = async (subscription: StateSubscription, fresh: readonly Received[]) => {
    const outcomes = new Map<string, Outcome>();
    const newest = new Map<string, AnyEvent>();
    for (const { event } of fresh) {
      if (!subscription.types.has(event.type)) {
        outcomes.set(event.id, 'ignored');
        continue;
      }
      const known = newest.get(event.subject);
      if (known && known.sequence >= event.sequence) {
        outcomes.set(event.id, 'superseded');
        continue;
      }
      if (known) outcomes.set(known.id, 'superseded');
      outcomes.set(event.id, 'applied');
      newest.set(event.subject, event);
    }
    if (newest.size > 0)
      await causedByEvents([...newest.values()], consumer, (events) => subscription.apply(events));
    return outcomes;
  };

  const takeFacts = async (subscription: FactsSubscription, fresh: readonly Received[]) => {
    const aggregates = [...new Set(fresh.map(({ event }) => event.subject))].sort();
    const versions = await lockVersions(database, consumer, subscription.topic, aggregates);
    const parked = await parkedOf(database, consumer, subscription.topic, aggregates, redecode);
    const outcomes = new Map<string, Outcome>();
    const handle = async (event: AnyEvent) => {
      const handler = subscription.handlers.get(event.type);
      if (handler) await causedByEvents([event], consumer, () => handler.apply(event));
      outcomes.set(event.id, handler ? 'applied' : 'ignored');
      versions.set(event.subject, event.sequence);
    };
    const resume = async ({ subject, sequence }: AnyEvent) => {
      for (let next = sequence + 1; ; next += 1) {
        const waiting = parked.get(placeOf(subject, next));
        if (!waiting) return;
        await unpark(database, consumer, waiting);
        await handle(waiting);
      }
    };
    for (const { event, delivery } of fresh) {
      const last = versions.get(event.subject) ?? 0;
      if (event.sequence <= last) {
        outcomes.set(event.id, 'stale');
        continue;
      }
      if (event.sequence > last + 1) {
        await park(database, consumer, event, delivery);
        parked.set(placeOf(event.subject, event.sequence), event);
        outcomes.set(event.id, 'parked');
        continue;
      }
      await handle(event);
      await resume(event);
    }
    await storeVersions(database, consumer, subscription.topic, versions);
    return outcomes;
  };

  return {
    take: (subscription, received) =>
      database.transaction(async () => {
        const fresh = await remember(received);
        const outcomes =
          subscription.kind === 'state'
            ? await takeState(subscription, fresh)
            : await takeFacts(subscription, fresh);
        await settle(outcomes);
        failpoint('event-in-transaction');
        const tally: Tally = {};
        for (const outcome of outcomes.values()) tally[outcome] = (tally[outcome] ?? 0) + 1;
        const duplicates = received.length - fresh.length;
        return duplicates > 0 ? { ...tally, duplicate: duplicates } : tally;
      }),
  };
};

const causedByEvents = <T>(
  events: readonly AnyEvent[],
  consumer: string,
  work: (events: readonly AnyEvent[]) => T,
): T => {
  const [first] = events;
  const alone = events.length === 1 ? first : undefined;
  return causedBy(
    {
      actor: alone?.actor ?? `service:${consumer}`,
      correlationId: alone?.correlationid ?? first?.correlationid ?? consumer,
      ...(alone ? { causationId: alone.id } : {}),
      ...(first?.businessdate ? { businessDate: first.businessdate } : {}),
    },
    () => work(events),
  );
};

const lockVersions = async (
  database: Database,
  consumer: string,
  topic: string,
  aggregates: readonly string[],
): Promise<Map<string, number>> => {
  await database.rows(sql`
    insert into inbox_version (consumer, topic, aggregate_id, sequence)
    select ${consumer}, ${topic}, unnest(${aggregates}::uuid[]), 0 on conflict do nothing`);
  const rows = await database.rows<{ aggregate_id: string; sequence: number }>(sql`
    select aggregate_id, sequence from inbox_version
     where consumer = ${consumer} and topic = ${topic} and aggregate_id = any (${aggregates}::uuid[])
     order by aggregate_id for update`);
  return new Map(rows.map((row) => [row.aggregate_id, row.sequence]));
};

const storeVersions = async (
  database: Database,
  consumer: string,
  topic: string,
  versions: ReadonlyMap<string, number>,
): Promise<void> => {
  await database.rows(sql`
    update inbox_version set sequence = reached.sequence
      from unnest(${[...versions.keys()]}::uuid[], ${[...versions.values()]}::int[]) as reached (aggregate_id, sequence)
     where inbox_version.consumer = ${consumer} and inbox_version.topic = ${topic}
       and inbox_version.aggregate_id = reached.aggregate_id and inbox_version.sequence < reached.sequence`);
};
