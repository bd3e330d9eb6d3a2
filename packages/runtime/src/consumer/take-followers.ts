import type { Database } from '../database/database.ts';
import { attempt } from '../inbox/attempt/attempt.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { type ParkedEvent, withdrawParked } from '../inbox/parked-events.ts';
import type { FactsSubscription, Subscription } from '../inbox/subscription.ts';
import type { Logger } from '../process/logger.ts';
import type { Failures } from './failures/failures.ts';

/** How many a transaction of somebody else takes along, at least; the others follow soon after it. */
const withinTransaction = 100;

type Dependencies = {
  readonly database: Database;
  readonly group: string;
  readonly inbox: Inbox;
  readonly failures: Failures;
  readonly logger: Logger;
};

/** Takes in what is parked and need not wait any more: of some aggregates, or of any. */
export type TakeFollowers = (subscription: Subscription, among?: readonly string[]) => Promise<void>;

/**
 * Each follower is a transaction or a savepoint of its own, so that none can hurt its predecessor, however many there are and
 * whatever they need. One that fails becomes a dead letter itself, or stays parked and is tried again later.
 */
export const takeFollowers =
  (dependencies: Dependencies): TakeFollowers =>
  async (subscription, among) => {
    if (subscription.kind !== 'facts') return;
    const { database, inbox } = dependencies;
    const max = database.inTransaction() ? withinTransaction : Number.POSITIVE_INFINITY;
    let except: readonly string[] = [];
    for (let tried = 0; tried < max; ) {
      const followers = await inbox.parkedInTurn(subscription.topic, { among, except });
      if (followers.length === 0) return;
      const stuck = await takeAll(dependencies, subscription, followers);
      if (!stuck) return;
      except = [...except, ...stuck];
      tried += followers.length;
    }
  };

/** Answers the aggregates of which the next event stays parked; none when all had better wait. */
const takeAll = async (
  dependencies: Dependencies,
  subscription: FactsSubscription,
  followers: readonly ParkedEvent[],
): Promise<readonly string[] | undefined> => {
  const stuck: string[] = [];
  for (const follower of followers) {
    const end = await takeFollower(dependencies, subscription, follower);
    if (end === 'all-wait') return undefined;
    if (end === 'waits') stuck.push(follower.subject);
  }
  return stuck;
};

const takeFollower = async (
  { database, group, inbox, failures, logger }: Dependencies,
  subscription: FactsSubscription,
  follower: ParkedEvent,
): Promise<'gone' | 'waits' | 'all-wait'> => {
  const { topic } = subscription;
  const ofKind = { ...follower, kind: `parked on ${topic}` };
  const { done, failure } = await attempt(database, () => inbox.takeParked(subscription, follower));
  if (!failure) {
    failures.count(done.size, done);
    failures.wentWell(ofKind, done);
    return 'gone';
  }
  const reason = failures.reasonOf(ofKind, failure);
  if (!reason) {
    logger.warn({ err: failure.error, topic, ...follower }, 'a parked event is tried again later');
    return failure.fault === 'limit' ? 'waits' : 'all-wait';
  }
  await database.savepoint(async () => {
    const delivery = await withdrawParked(database, group, topic, follower);
    if (delivery) await failures.deadLetter(delivery, reason);
  });
  return 'gone';
};
