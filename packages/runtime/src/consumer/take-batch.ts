import type { Delivery } from '../bus/bus.ts';
import { type Answering, attempt, faultOf } from '../inbox/attempt/attempt.ts';
import type { Received } from '../inbox/decode.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { AnyEvent, Subscription } from '../inbox/subscription.ts';
import { failpoint } from '../process/failpoint.ts';
import type { Logger } from '../process/logger.ts';
import type { DeadLetterReason, Failures } from './failures/failures.ts';

type Dependencies = {
  readonly database: Answering;
  readonly inbox: Pick<Inbox, 'take'>;
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

/** Dead letters are kept at the end, so that none is kept of a batch in which too many fail. */
const takeOneByOne = async (
  dependencies: Dependencies,
  subscription: Subscription,
  received: readonly Received[],
): Promise<void> => {
  const { database, failures } = dependencies;
  const subjects = new Set<string>();
  const failed: { readonly delivery: Delivery; readonly reason: DeadLetterReason }[] = [];
  for (const one of received) {
    const { failure } = await attempt(database, () => take(dependencies, subscription, [one], subjects));
    if (!failure) continue;
    const reason = failures.reasonOf(ofKind(one.event), failure);
    if (!reason) throw failure.error;
    subjects.add(one.event.subject);
    failed.push({ delivery: one.delivery, reason });
  }
  for (const { delivery, reason } of failed) await failures.deadLetter(delivery, reason);
};

const take = async (
  { inbox, failures }: Dependencies,
  subscription: Subscription,
  received: readonly Received[],
  failed?: ReadonlySet<string>,
): Promise<void> => {
  failpoint('event-before-transaction');
  const outcomes = await inbox.take(subscription, received, failed);
  failures.count(received.length, outcomes);
  for (const { event } of received) failures.wentWell(ofKind(event), outcomes);
  failpoint('event-after-effect');
};

const ofKind = ({ id, subject, type }: AnyEvent) => ({ id, subject, kind: type });
