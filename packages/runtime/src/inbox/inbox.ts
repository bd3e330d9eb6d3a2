import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { inRolledBackTransaction } from '../database/rolled-back.ts';
import { failpoint } from '../process/failpoint.ts';
import { causedByEvents } from './caused-by-events.ts';
import type { Decoded } from './decode.ts';
import { lockAggregates } from './locked-aggregates.ts';
import { type Outcome, type Tally, tallyOf } from './outcome.ts';
import { park, positionKey } from './parked-events.ts';
import type {
  AnyEvent,
  FactsSubscription,
  SequencePosition,
  StateSubscription,
  Subscription,
} from './subscription.ts';
import { storeVersions } from './versions.ts';

type Received = Extract<Decoded, { event: AnyEvent }>;

/** From so many events on it pays to ask which are known before anything is written: a replay is then mere reading. */
const manyEvents = 20;

export type Inbox = {
  /**
   * Takes in events of one topic: dedup row and effect in one transaction. An event seen before has no effect, a fact
   * whose predecessor is missing is parked until that arrives. Rejects, with nothing done, when an effect fails.
   */
  readonly take: (subscription: Subscription, received: readonly Received[]) => Promise<Tally>;
  /** What `take` would make of an event and of those that wait for it, by id. Nothing of it stays. */
  readonly dryRun: (subscription: Subscription, one: Received) => Promise<ReadonlyMap<string, Outcome>>;
  /**
   * Fills the position of a fact that will never be taken in; what waited behind it follows. One whose position is not the next of its
   * aggregate yet is `parked`, and nothing is filled. Inside the caller's transaction.
   */
  readonly passOver: (subscription: Subscription, position: SequencePosition) => Promise<Tally>;
};

/** `redecode` reads a parked message again; it was readable when it was parked. */
export const createInbox = (
  database: Database,
  consumer: string,
  redecode: (topic: string, key: string, value: Uint8Array) => AnyEvent,
): Inbox => {
  const inContext = { database, consumer, redecode };

  const remember = async (ids: readonly string[]): Promise<Set<string>> => {
    const fresh = await database.query<{ event_id: string }>(sql`
      insert into inbox (consumer, event_id)
      select ${consumer}, unnest(${arrayOf(ids)}::uuid[])
      on conflict do nothing returning event_id`);
    return new Set(fresh.map((row) => row.event_id));
  };

  /** What was taken in for certain; what another member takes in meanwhile shows when it is remembered. */
  const withoutKnown = async (received: readonly Received[]): Promise<readonly Received[]> => {
    if (received.length < manyEvents) return received;
    const rows = await database.query<{ event_id: string }>(sql`
      select event_id from inbox
       where consumer = ${consumer} and event_id = any (${arrayOf(received.map(({ event }) => event.id))}::uuid[])`);
    if (rows.length === 0) return received;
    const known = new Set(rows.map((row) => row.event_id));
    return received.filter(({ event }) => !known.has(asStored(event.id)));
  };

  const storeOutcomes = async (outcomes: ReadonlyMap<string, Outcome>): Promise<void> => {
    const other = [...outcomes].filter(([, outcome]) => outcome !== 'applied');
    if (other.length === 0) return;
    await database.query(sql`
      update inbox set outcome = known.outcome
        from unnest(${other.map(([id]) => id)}::uuid[], ${other.map(([, outcome]) => outcome)}::text[])
             as known (event_id, outcome)
       where inbox.consumer = ${consumer} and inbox.event_id = known.event_id`);
  };

  const takeState = async (subscription: StateSubscription, fresh: readonly Received[]) => {
    const { newest, outcomes } = newestOf(
      subscription,
      fresh.map(({ event }) => event),
    );
    if (newest.length > 0) await causedByEvents(newest, consumer, (events) => subscription.apply(events));
    return outcomes;
  };

  const takeFacts = async (subscription: FactsSubscription, fresh: readonly Received[]) => {
    const { versions, parked, outcomes, handle, resume } = await lockAggregates(
      inContext,
      subscription,
      fresh.map(({ event }) => event.subject),
    );
    for (const { event, delivery } of fresh) {
      const last = versions.get(event.subject) ?? 0;
      if (event.sequence <= last) {
        outcomes.set(event.id, 'stale');
        continue;
      }
      if (event.sequence > last + 1) {
        const position = positionKey(event.subject, event.sequence);
        await park(database, consumer, event, delivery);
        if (!parked.has(position)) parked.set(position, event.id);
        outcomes.set(event.id, 'parked');
        continue;
      }
      await handle(event);
      await resume(event);
    }
    await storeVersions(database, consumer, subscription.topic, versions);
    return outcomes;
  };

  const passOver = async (subscription: FactsSubscription, position: SequencePosition) => {
    const { versions, outcomes, skip } = await lockAggregates(inContext, subscription, [position.subject]);
    if (!(await skip(position))) return undefined;
    await storeVersions(database, consumer, subscription.topic, versions);
    return outcomes;
  };

  const takeIn = async (subscription: Subscription, received: readonly Received[]) => {
    const fresh = await remember(received.map(({ event }) => event.id));
    // Two copies of one event in one batch: the first takes the row, the second is a duplicate too.
    const first = received.filter(({ event }) => fresh.delete(asStored(event.id)));
    const outcomes =
      subscription.kind === 'state'
        ? await takeState(subscription, first)
        : await takeFacts(subscription, first);
    await storeOutcomes(outcomes);
    return { outcomes, first: first.length };
  };

  return {
    take: async (subscription, received) => {
      const unknown = await withoutKnown(received);
      if (unknown.length === 0) return { duplicate: received.length };
      return database.transaction(async () => {
        const { outcomes, first } = await takeIn(subscription, unknown);
        const duplicates = received.length - first;
        failpoint('event-in-transaction');
        return duplicates > 0 ? { ...tallyOf(outcomes), duplicate: duplicates } : tallyOf(outcomes);
      });
    },

    dryRun: (subscription, one) =>
      inRolledBackTransaction(database, async () => {
        const { outcomes, first } = await takeIn(subscription, [one]);
        return first === 0 ? new Map<string, Outcome>([[one.event.id, 'duplicate']]) : outcomes;
      }),

    passOver: async (subscription, position) => {
      const outcomes = subscription.kind === 'facts' ? await passOver(subscription, position) : new Map();
      if (!outcomes) return { parked: 1 };
      if (position.id !== undefined) {
        await remember([position.id]);
        outcomes.set(position.id, 'discarded');
      }
      await storeOutcomes(outcomes);
      return tallyOf(outcomes);
    },
  };
};

/** Ids as PostgreSQL writes an array of them: they were read as UUIDs, and need no escaping one by one. */
const arrayOf = (ids: readonly string[]): string => `{${ids.join(',')}}`;

/** PostgreSQL gives UUIDs back in small letters, however a producer writes them. */
const asStored = (id: string): string => id.toLowerCase();

/** Of each aggregate only the event with the highest number counts. */
const newestOf = (subscription: StateSubscription, events: readonly AnyEvent[]) => {
  const outcomes = new Map<string, Outcome>();
  const newest = new Map<string, AnyEvent>();
  for (const event of events) {
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
  return { newest: [...newest.values()], outcomes };
};
