import type { Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import { failpoint } from '../process/failpoint.ts';
import { causedByEvents } from './caused-by-events.ts';
import type { Received } from './decode.ts';
import { knownAmong, remember, storeOutcomes, wasTakenIn } from './inbox-rows.ts';
import type { Outcome } from './outcome.ts';
import { type Among, type ParkedEvent, parkedInTurn } from './parked-events.ts';
import { newestOf } from './states/newest-states.ts';
import type { FactsSubscription, SequencePosition, StateSubscription, Subscription } from './subscription.ts';
import { type InboxContext, skip, takeFacts, takeParked } from './take-facts.ts';

/** What became of some events, by id. What is missing was a duplicate. */
export type Outcomes = ReadonlyMap<string, Outcome>;

/** From so many events on it pays to ask which are known before anything is written: a replay is then mere reading. */
const manyEvents = 20;

export type Inbox = {
  /**
   * Takes in events of one topic in one transaction: facts with a dedup row each, state without. An event seen before has no effect, a fact
   * whose predecessor is missing is parked until its turn. Rejects, with nothing done, when an effect fails. `failed` names aggregates
   * of which an event has just failed: what follows it does not begin anew.
   */
  readonly take: (
    subscription: Subscription,
    received: readonly Received[],
    failed?: ReadonlySet<string>,
  ) => Promise<Outcomes>;
  /** The same inside the caller's transaction, which decides whether anything of it stays. */
  readonly takeInTransaction: Inbox['take'];
  /** The parked facts whose turn it is, the first of each aggregate. */
  readonly parkedInTurn: (topic: string, which: Among) => Promise<readonly ParkedEvent[]>;
  /**
   * Takes in one parked fact in a transaction or savepoint of its own. Answers nothing when it is no longer there. Rejects, with
   * nothing done, when its effect fails: what came before it stands.
   */
  readonly takeParked: (subscription: FactsSubscription, parked: ParkedEvent) => Promise<Outcomes>;
  /**
   * Fills the position of a fact that will never be taken in. One whose position is not the next of its aggregate yet is `parked`, and
   * nothing is filled; one that was `taken-in` after all stays so. Inside the caller's transaction.
   */
  readonly passOver: (
    subscription: Subscription,
    at: Pick<Delivery, 'partition' | 'position'>,
    skipped: SequencePosition,
  ) => Promise<'passed' | 'parked' | 'taken-in'>;
};

export const createInbox = (
  database: Database,
  consumer: string,
  redecode: InboxContext['redecode'],
): Inbox => {
  const context: InboxContext = { database, consumer, redecode };

  const withoutKnown = async (received: readonly Received[]): Promise<readonly Received[]> => {
    if (received.length < manyEvents) return received;
    const ids = received.map(({ event }) => event.id);
    const known = await knownAmong(database, consumer, ids);
    return received.filter(({ event }) => !known.has(event.id));
  };

  const takeInTransaction = async (
    subscription: Subscription,
    received: readonly Received[],
    failed: ReadonlySet<string> = new Set(),
  ): Promise<Outcomes> => {
    if (subscription.kind === 'state') return takeState(consumer, subscription, received);
    const ids = received.map(({ event }) => event.id);
    const fresh = await remember(database, consumer, ids);
    // Two copies of one event in one batch: the first takes the row, the second is a duplicate too.
    const first = received.filter(({ event }) => fresh.delete(event.id));
    const outcomes = await takeFacts(context, subscription, first, failed);
    const other = [...outcomes].filter(([, outcome]) => outcome !== 'applied');
    await storeOutcomes(database, consumer, other);
    return outcomes;
  };

  return {
    take: async (subscription, received, failed) => {
      const unknown = subscription.kind === 'facts' ? await withoutKnown(received) : received;
      if (unknown.length === 0) return new Map();
      return database.transaction(async () => {
        const outcomes = await takeInTransaction(subscription, unknown, failed);
        failpoint('event-in-transaction');
        return outcomes;
      });
    },

    takeInTransaction,

    parkedInTurn: (topic, which) => parkedInTurn(database, consumer, topic, which),

    takeParked: (subscription, parked) =>
      database.savepoint(async () => {
        const outcome = await takeParked(context, subscription, parked);
        const outcomes = new Map(outcome ? [[parked.id, outcome]] : []);
        await storeOutcomes(database, consumer, [...outcomes]);
        return outcomes;
      }),

    passOver: async (subscription, at, skipped) => {
      if (subscription.kind === 'state') return 'passed';
      if (!(await skip(context, subscription.topic, at, skipped))) return 'parked';
      if (skipped.id === undefined) return 'passed';
      if (await wasTakenIn(database, consumer, skipped.id)) return 'taken-in';
      const fresh = await remember(database, consumer, [skipped.id], 'discarded');
      if (fresh.size === 0) await storeOutcomes(database, consumer, [[skipped.id, 'discarded']]);
      return 'passed';
    },
  };
};

const takeState = async (
  consumer: string,
  subscription: StateSubscription,
  received: readonly Received[],
): Promise<Outcomes> => {
  const { newest, outcomes } = newestOf(
    subscription.types,
    received.map(({ event }) => event),
  );
  if (newest.length > 0) await causedByEvents(newest, consumer, (events) => subscription.keepNewer(events));
  return outcomes;
};
