import type { EventContract } from '@recoup/contracts/envelope';
import type { Database } from '../database/database.ts';
import { decode } from '../inbox/decode.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Tally } from '../inbox/outcome.ts';
import type { Retry } from '../inbox/retry.ts';
import type { AnyEvent, Subscription } from '../inbox/subscription.ts';
import { whoseFault } from '../inbox/whose-fault.ts';
import type { Logger } from '../process/logger.ts';
import {
  type DeadLetter,
  describeFault,
  keepDeadLetter,
  resolveDeadLetter,
  waitsBehindAnother,
} from './dead-letters.ts';
import { type DryRun, dryRunIn } from './dry-run.ts';
import { leavesUnknownSequence, skippedSequenceOf } from './skipped-sequence.ts';

/** What an operator may do about a message that could not be taken in. Answers why it was not done. */
export type ResolveDeadLetters = {
  /** Tries it once more, exactly as it came. */
  readonly replay: (letter: DeadLetter, replay: Replay) => Promise<NotResolved | undefined>;
  /** What a replay would do; nothing of it stays, not even that it was asked. */
  readonly dryRun: (letter: DeadLetter) => Promise<DryRun>;
  /** Gives it up for ever; what waited for it follows. */
  readonly discard: (letter: DeadLetter, discard: Discard) => Promise<NotResolved | undefined>;
};

export type Replay = {
  readonly operator: string;
  readonly reason?: string;
  /** The request of another person that is carried out, where two are needed. */
  readonly requestId?: string;
};
export type Discard = Replay & {
  readonly reason: string;
  /** The sequence that a message leaves empty, where it does not say it itself. */
  readonly sequence?: number | undefined;
};
export type NotResolved =
  | 'already-resolved'
  | 'earlier-message-open'
  | 'sequence-required'
  | 'no-consumer'
  | { readonly error: string };

class OutOfOrder extends Error {
  override readonly name = 'OutOfOrder';
}

type Dependencies = {
  readonly database: Database;
  readonly byTopic: ReadonlyMap<string, Subscription>;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly inbox: Inbox;
  readonly count: (tally: Tally) => void;
  readonly retry: Retry;
  readonly logger: Logger;
};

export const resolveWith = (dependencies: Dependencies): ResolveDeadLetters => {
  const { database, byTopic, inbox, count, retry, logger } = dependencies;

  /** Takes everything back when the message is not the next of its aggregate: it would be resolved for nothing. */
  const inOrder = async (work: () => Promise<Tally | 'already-resolved'>) => {
    try {
      return await retry(() =>
        database.savepoint(async () => {
          const done = await work();
          if (done === 'already-resolved') return done;
          if (done.parked) throw new OutOfOrder();
          count(done);
          return undefined;
        }),
      );
    } catch (error) {
      if (error instanceof OutOfOrder) return 'earlier-message-open' as const;
      throw error;
    }
  };

  const replay = async (letter: DeadLetter, by: Replay) => {
    const readable = read(dependencies, letter);
    if ('error' in readable) return readable;
    const { subscription, received } = readable;
    try {
      return await inOrder(async () => {
        if (!(await resolveDeadLetter(database, letter.deadLetterId, { ...by, state: 'replayed' })))
          return 'already-resolved' as const;
        return inbox.take(subscription, [received]);
      });
    } catch (error) {
      if (whoseFault(error) !== 'event') throw error;
      const failure = describeFault(error);
      await keepDeadLetter(database, letter.consumer, letter, { errorClass: 'handler', error: failure });
      return { error: failure };
    }
  };

  const dryRun = async (letter: DeadLetter) => {
    const readable = read(dependencies, letter);
    if ('error' in readable) return { outcome: 'fails', error: readable.error, followers: 0 } as const;
    return dryRunIn(inbox, readable.subscription, readable.received);
  };

  const discard = async (letter: DeadLetter, by: Discard) => {
    const { topic, key } = letter;
    const { operator, reason, sequence } = by;
    const subscription = byTopic.get(topic);
    if (leavesUnknownSequence(letter, sequence)) return 'sequence-required' as const;
    const skipped = skippedSequenceOf(letter, sequence);
    if (subscription?.kind === 'facts' && skipped && (await waitsBehindAnother(database, letter)))
      return 'earlier-message-open' as const;
    return inOrder(async () => {
      if (!(await resolveDeadLetter(database, letter.deadLetterId, { ...by, state: 'discarded' })))
        return 'already-resolved' as const;
      logger.warn({ topic, key, operator, reason }, 'a dead letter is discarded');
      return subscription && skipped ? inbox.passOver(subscription, skipped) : {};
    });
  };

  return { replay, dryRun, discard };
};

type Readable = {
  readonly subscription: Subscription;
  readonly received: { readonly delivery: DeadLetter; readonly event: AnyEvent };
};

const read = (
  { byTopic, catalogue }: Dependencies,
  letter: DeadLetter,
): Readable | { readonly error: string } => {
  const subscription = byTopic.get(letter.topic);
  if (!subscription) return { error: `This service does not consume ${letter.topic}` };
  const { event, refusal } = decode(letter, catalogue);
  return event ? { subscription, received: { delivery: letter, event } } : { error: refusal.error };
};
