import type { Database } from '../database/database.ts';
import { causedByEvents } from './caused-by-events.ts';
import type { Outcome } from './outcome.ts';
import { parkedOf, positionKey, unpark } from './parked-events.ts';
import type { AnyEvent, FactsSubscription, SequencePosition } from './subscription.ts';
import { lockVersions } from './versions.ts';
import { whoseFault } from './whose-fault.ts';

/** Whose inbox it is. `redecode` reads a parked message again; it was readable when it was parked. */
export type InboxContext = {
  readonly database: Database;
  readonly consumer: string;
  readonly redecode: (topic: string, key: string, value: Uint8Array) => AnyEvent;
};

/** Thrown when not the event that was handed over fails, but one that had waited for it. */
export class FollowerFailed extends Error {
  override readonly name = 'FollowerFailed';
  readonly follower: AnyEvent;

  constructor(follower: AnyEvent, cause: unknown) {
    super(`event ${follower.sequence} of ${follower.subject}, which waited for this one, fails`, { cause });
    this.follower = follower;
  }
}

/** The aggregates of some facts, locked, with what waits for them. */
export const lockAggregates = async (
  { database, consumer, redecode }: InboxContext,
  subscription: FactsSubscription,
  subjects: readonly string[],
) => {
  const { topic } = subscription;
  const aggregates = [...new Set(subjects)].sort();
  const versions = await lockVersions(database, consumer, topic, aggregates);
  const parked = await parkedOf(database, consumer, topic, aggregates);
  const outcomes = new Map<string, Outcome>();
  const handle = async (event: AnyEvent) => {
    const handler = subscription.handlers.get(event.type);
    if (handler) await causedByEvents([event], consumer, () => handler.apply(event));
    outcomes.set(event.id, handler ? 'applied' : 'ignored');
    versions.set(event.subject, event.sequence);
  };
  const resume = async ({ subject, sequence }: SequencePosition) => {
    for (let next = sequence + 1; ; next += 1) {
      const id = parked.get(positionKey(subject, next));
      if (!id) return;
      const waiting = redecode(topic, subject, await unpark(database, consumer, id));
      try {
        await handle(waiting);
      } catch (error) {
        if (whoseFault(error) !== 'event') throw error;
        throw new FollowerFailed(waiting, error);
      }
    }
  };
  /**
   * Leaves a position empty for ever. Answers false when it is not the next one yet; one that was passed before stays as it is, and so
   * does an aggregate of which nothing else was ever consumed.
   */
  const skip = async (position: SequencePosition) => {
    const next = (versions.get(position.subject) ?? 0) + 1;
    if (position.sequence === next) {
      versions.set(position.subject, next);
      await resume(position);
    }
    const unheardOf = next === 1 && parked.size === 0;
    return position.sequence <= next || unheardOf;
  };
  return { versions, parked, outcomes, handle, resume, skip };
};
