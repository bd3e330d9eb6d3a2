import type { EventContract } from '@recoup/contracts/envelope';
import type { Database } from '../database/database.ts';
import { attempt, type Failure } from '../inbox/attempt/attempt.ts';
import { decode } from '../inbox/decode.ts';
import type { Inbox, Outcomes } from '../inbox/inbox.ts';
import type { AnyEvent, Subscription } from '../inbox/subscription.ts';
import type { Logger } from '../process/logger.ts';
import {
  type DeadLetter,
  describeFault,
  keepDeadLetter,
  type Resolution,
  resolveDeadLetter,
} from './dead-letters.ts';
import { type DryRun, dryRunIn } from './dry-run.ts';
import { waitsBehindAnother } from './earlier-letter.ts';
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
  /** Records that another person has approved it, where two are needed. */
  readonly recordApproval?: () => Promise<void>;
};
export type Discard = Replay & {
  readonly reason: string;
  /** The sequence that a message leaves empty, where it does not say it itself. */
  readonly sequence?: number | undefined;
};
export type NotResolved =
  | 'already-resolved'
  | 'earlier-message-open'
  | 'already-taken-in'
  | 'sequence-required'
  | 'no-consumer'
  | { readonly error: string };

/** Takes back that a letter was resolved, for a reason that is no fault. Nobody outside sees it. */
class Refused extends Error {
  readonly why: NotResolved;

  constructor(why: NotResolved) {
    super();
    this.why = why;
  }
}

type Dependencies = {
  readonly database: Database;
  readonly byTopic: ReadonlyMap<string, Subscription>;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly inbox: Inbox;
  readonly count: (received: number, outcomes: Outcomes) => void;
  /** Takes in what had waited for a message of these aggregates. */
  readonly follow: (subscription: Subscription, among: readonly string[]) => Promise<void>;
  readonly logger: Logger;
};

export const resolveWith = (dependencies: Dependencies): ResolveDeadLetters => {
  const { database, byTopic, inbox, count, follow, logger } = dependencies;

  /** Resolves it and does the work, or neither. */
  const resolveBy = (letter: DeadLetter, resolution: Resolution, work: () => Promise<void>) =>
    attempt(database, () =>
      database
        .savepoint(async (): Promise<NotResolved | undefined> => {
          if (!(await resolveDeadLetter(database, letter.deadLetterId, resolution)))
            throw new Refused('already-resolved');
          await work();
          return undefined;
        })
        .catch((error: unknown) => {
          if (error instanceof Refused) return error.why;
          throw error;
        }),
    );

  const replay = async (letter: DeadLetter, by: Replay) => {
    const readable = read(dependencies, letter);
    if ('error' in readable) return readable;
    const { subscription, received } = readable;
    const { id, subject } = received.event;
    const { done, failure } = await resolveBy(letter, { ...by, state: 'replayed' }, async () => {
      if (await waitsBehindAnother(database, letter)) throw new Refused('earlier-message-open');
      const outcomes = await inbox.take(subscription, [received]);
      // It would be resolved for nothing.
      if (outcomes.get(id) === 'parked') throw new Refused('earlier-message-open');
      count(1, outcomes);
    });
    if (failure) return stillDead(letter, failure);
    if (done === undefined) await follow(subscription, [subject]);
    return done;
  };

  const stillDead = async (letter: DeadLetter, { fault, error }: Failure) => {
    if (fault !== 'event') throw error;
    const described = describeFault(error);
    await keepDeadLetter(database, letter.consumer, letter, { errorClass: 'handler', error: described });
    return { error: described };
  };

  const dryRun = async (letter: DeadLetter) => {
    const readable = read(dependencies, letter);
    if ('error' in readable) return { outcome: 'fails', error: readable.error, followers: 0 } as const;
    if (await waitsBehindAnother(database, letter))
      return { outcome: 'parked', error: null, followers: 0 } as const;
    return dryRunIn(database, inbox, readable.subscription, readable.received);
  };

  const discard = async (letter: DeadLetter, by: Discard) => {
    const { topic, key } = letter;
    const { operator, reason, sequence } = by;
    const subscription = byTopic.get(topic);
    if (leavesUnknownSequence(letter, sequence)) return 'sequence-required' as const;
    const skipped = skippedSequenceOf(letter, sequence);
    if (subscription?.kind === 'facts' && skipped && (await waitsBehindAnother(database, letter)))
      return 'earlier-message-open' as const;
    const { done, failure } = await resolveBy(letter, { ...by, state: 'discarded' }, async () => {
      const passed = subscription && skipped && (await inbox.passOver(subscription, letter, skipped));
      if (passed === 'parked') throw new Refused('earlier-message-open');
      if (passed === 'taken-in') throw new Refused('already-taken-in');
      logger.warn({ topic, key, operator, reason }, 'a dead letter is discarded');
    });
    if (failure) throw failure.error;
    if (done === undefined && subscription && skipped) await follow(subscription, [skipped.subject]);
    return done;
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
