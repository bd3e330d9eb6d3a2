import type { Delivery } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import { beginInTheMiddle, beginsAt } from './beginnings.ts';
import { causedByEvents } from './caused-by-events.ts';
import type { Received } from './decode.ts';
import type { Outcome } from './outcome.ts';
import { isAnyParked, type ParkedEvent, park, unpark } from './parked-events.ts';
import type { AnyEvent, FactsSubscription, SequencePosition } from './subscription.ts';
import { lockVersions, storeVersions } from './versions.ts';

/** Whose inbox it is. `redecode` reads a parked message again; it was readable when it was parked. */
export type InboxContext = {
  readonly database: Database;
  readonly consumer: string;
  readonly redecode: (topic: string, key: string, value: Uint8Array) => AnyEvent;
};

/** Takes in facts in their order, those of each aggregate while it is locked. One whose predecessor is missing is parked. */
export const takeFacts = async (
  { database, consumer }: InboxContext,
  subscription: FactsSubscription,
  received: readonly Received[],
  failed: ReadonlySet<string>,
): Promise<Map<string, Outcome>> => {
  const { topic } = subscription;
  const aggregates = [...new Set(received.map(({ event }) => event.subject))].sort();
  const versions = await lockVersions(database, consumer, topic, aggregates);
  const mayBegin = received.filter(({ event }) => !failed.has(event.subject));
  await beginInTheMiddle(database, consumer, topic, versions, mayBegin);
  const outcomes = new Map<string, Outcome>();
  for (const { event, delivery } of received) {
    const next = (versions.get(event.subject) ?? 0) + 1;
    if (event.sequence > next) {
      // Of two that claim one sequence the second is out of sequence, like one that comes too late.
      outcomes.set(event.id, (await park(database, consumer, event, delivery)) ? 'parked' : 'stale');
    } else if (event.sequence < next) outcomes.set(event.id, 'stale');
    else {
      outcomes.set(event.id, await apply(consumer, subscription, event));
      versions.set(event.subject, event.sequence);
    }
  }
  await storeVersions(database, consumer, topic, versions);
  return outcomes;
};

/** Takes in one parked fact; nothing when it is gone or not its turn. */
export const takeParked = async (
  { database, consumer, redecode }: InboxContext,
  subscription: FactsSubscription,
  parked: ParkedEvent,
): Promise<Outcome | undefined> => {
  const { topic } = subscription;
  const { subject, sequence } = parked;
  const next = await nextOf(database, consumer, topic, subject);
  const value = sequence <= next ? await unpark(database, consumer, topic, parked) : undefined;
  if (!value) return undefined;
  if (sequence < next) return 'stale';
  const outcome = await apply(consumer, subscription, redecode(topic, subject, value));
  await storeVersions(database, consumer, topic, new Map([[subject, sequence]]));
  return outcome;
};

/**
 * Leaves a position empty for ever. Answers false when it is not the next one yet; one that was passed before stays as it is, and so
 * does an aggregate of which nothing else was ever consumed.
 */
export const skip = async (
  { database, consumer }: InboxContext,
  topic: string,
  { partition, position }: Pick<Delivery, 'partition' | 'position'>,
  { subject, sequence }: SequencePosition,
): Promise<boolean> => {
  const next = await nextOf(database, consumer, topic, subject);
  const begins =
    next === 1 && (await beginsAt(database, consumer, { topic, partition, position, subject, sequence }));
  if (begins || sequence === next)
    await storeVersions(database, consumer, topic, new Map([[subject, sequence]]));
  if (begins || sequence <= next) return true;
  return next === 1 && !(await isAnyParked(database, consumer, topic, subject));
};

/** The sequence that is to come next of an aggregate, which stays locked. */
const nextOf = async (database: Database, consumer: string, topic: string, subject: string) =>
  ((await lockVersions(database, consumer, topic, [subject])).get(subject) ?? 0) + 1;

const apply = async (
  consumer: string,
  subscription: FactsSubscription,
  event: AnyEvent,
): Promise<Outcome> => {
  const handler = subscription.handlers.get(event.type);
  if (handler) await causedByEvents([event], consumer, () => handler.apply(event));
  return handler ? 'applied' : 'ignored';
};
