import type { Decoded } from '../inbox/decode.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { FollowerFailed } from '../inbox/locked-aggregates.ts';
import type { Outcome } from '../inbox/outcome.ts';
import type { AnyEvent, Subscription } from '../inbox/subscription.ts';
import { whoseFault } from '../inbox/whose-fault.ts';
import { describeFault } from './dead-letters.ts';

/** What would become of a message that is taken in once more. */
export type DryRun = {
  readonly outcome: Outcome | 'fails';
  /** Why it fails, or why one that waits for it does. */
  readonly error: string | null;
  /** How many of those that wait for it would be taken in with it. */
  readonly followers: number;
};

/** Lets the handlers run and takes everything back. Rejects when the database is in trouble: then nobody knows. */
export const dryRunIn = async (
  inbox: Inbox,
  subscription: Subscription,
  received: Extract<Decoded, { event: AnyEvent }>,
): Promise<DryRun> => {
  const { event } = received;
  try {
    const outcomes = await inbox.dryRun(subscription, received);
    return { outcome: outcomes.get(event.id) ?? 'fails', error: null, followers: outcomes.size - 1 };
  } catch (error) {
    if (whoseFault(error) !== 'event') throw error;
    if (!(error instanceof FollowerFailed))
      return { outcome: 'fails', error: describeFault(error), followers: 0 };
    // A real replay takes the follower out of the way; the message itself is in order.
    const handled = subscription.kind === 'facts' && subscription.handlers.has(event.type);
    return {
      outcome: handled ? 'applied' : 'ignored',
      error: `${error.message}: ${describeFault(error.cause)}`,
      followers: error.follower.sequence - event.sequence - 1,
    };
  }
};
