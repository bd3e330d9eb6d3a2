import type { Database } from '../database/database.ts';
import { attempt, faultOf } from '../inbox/attempt.ts';
import type { Received } from '../inbox/decode.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Subscription } from '../inbox/subscription.ts';
import { failpoint } from '../process/failpoint.ts';
import type { Logger } from '../process/logger.ts';
import type { Failures } from './failures.ts';

type Dependencies = {
  readonly database: Database;
  readonly inbox: Inbox;
  readonly failures: Failures;
  readonly logger: Logger;
};

/**
 * Takes in events in one transaction; when that fails, one by one. An event that fails for its own reason becomes a dead letter. For
 * any other reason this rejects: the batch comes again, in which what went well is a duplicate.
 */
export const takeBatch = async (
  dependencies: Dependencies,
  subscription: Subscription,
  received: readonly Received[],
): Promise<void> => {
  const { database, logger } = dependencies;
  try {
    await take(dependencies, subscription, received);
  } catch (error) {
    if ((await faultOf(database, error)) === 'surroundings') throw error;
    logger.warn({ err: error, events: received.length }, 'a batch failed; its events are taken one by one');
    await takeOneByOne(dependencies, subscription, received);
  }
};

const takeOneByOne = async (
  dependencies: Dependencies,
  subscription: Subscription,
  received: readonly Received[],
): Promise<void> => {
  const { database, failures } = dependencies;
  for (const one of received) {
    const { failure } = await attempt(database, () => take(dependencies, subscription, [one]));
    if (!failure) continue;
    const reason = failures.reasonOf(one.event.id, failure);
    if (!reason) throw failure.error;
    await failures.deadLetter(one.delivery, reason);
  }
};

const take = async (
  { inbox, failures }: Dependencies,
  subscription: Subscription,
  received: readonly Received[],
): Promise<void> => {
  failpoint('event-before-transaction');
  const outcomes = await inbox.take(subscription, received);
  failures.count(received.length, outcomes);
  for (const { event } of received) failures.wentWell(event.id);
  failpoint('event-after-effect');
};
