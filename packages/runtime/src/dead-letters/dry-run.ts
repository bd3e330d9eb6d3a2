import type { Database } from '../database/database.ts';
import { inRolledBackTransaction } from '../database/rolled-back.ts';
import { attempt } from '../inbox/attempt/attempt.ts';
import { whoseFault } from '../inbox/attempt/whose-fault.ts';
import type { Received } from '../inbox/decode.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Outcome } from '../inbox/outcome.ts';
import type { FactsSubscription, Subscription } from '../inbox/subscription.ts';
import { describeFault } from './dead-letters.ts';

/** What would become of a message that is taken in once more. */
export type DryRun = {
  readonly outcome: Outcome | 'fails';
  /** Why it fails, or why one that waits for it does. */
  readonly error: string | null;
  /** How many of those that wait for it would be taken in with it; more than a thousand are not tried. */
  readonly followers: number;
};

const followersMax = 1_000;

/** Lets the handlers run and takes everything back. Rejects when the message is not at fault: then nobody knows. */
export const dryRunIn = async (
  database: Database,
  inbox: Inbox,
  subscription: Subscription,
  received: Received,
): Promise<DryRun> => {
  const { id, subject } = received.event;
  try {
    return await inRolledBackTransaction(database, async () => {
      const outcomes = await inbox.takeInTransaction(subscription, [received]);
      const outcome = outcomes.get(id) ?? 'duplicate';
      const nobody = { followers: 0, error: null };
      return {
        outcome,
        ...(subscription.kind === 'facts' ? await follow(database, inbox, subscription, subject) : nobody),
      };
    });
  } catch (error) {
    if (whoseFault(error) !== 'event') throw error;
    return { outcome: 'fails', error: describeFault(error), followers: 0 };
  }
};

/** One that fails hurts none before it. */
const follow = async (
  database: Database,
  inbox: Inbox,
  subscription: FactsSubscription,
  subject: string,
): Promise<Pick<DryRun, 'followers' | 'error'>> => {
  for (let followers = 0; followers < followersMax; followers += 1) {
    const [next] = await inbox.parkedInTurn(subscription.topic, { among: [subject] });
    if (!next) return { followers, error: null };
    const { failure } = await attempt(database, () => inbox.takeParked(subscription, next));
    if (failure) {
      const what = `event ${next.sequence} of ${subject}, which waited for this one, fails`;
      return { followers, error: `${what}: ${describeFault(failure.error)}` };
    }
  }
  return { followers: followersMax, error: null };
};
