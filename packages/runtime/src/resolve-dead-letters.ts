import type { EventContract } from '@recoup/contracts/envelope';
import type { Delivery } from './bus.ts';
import type { Database } from './database.ts';
import {
  type DeadLetter,
  describeFault,
  keepDeadLetter,
  resolveDeadLetter,
  waitsBehindAnother,
} from './dead-letters.ts';
import { decode, placeIn } from './decode.ts';
import type { Inbox } from './inbox.ts';
import type { Logger } from './logger.ts';
import type { Tally } from './outcome.ts';
import type { Persist } from './persistence.ts';
import type { Subscription } from './subscription.ts';

/** What an operator may do about a message that could not be taken in. */
export type ResolveDeadLetters = {
  /** Tries it once more; its new error when it fails again. */
  readonly replay: (letter: DeadLetter, operator: string) => Promise<{ readonly error?: string }>;
  /** Gives it up for ever; what waited for it follows. */
  readonly discard: (letter: DeadLetter, discard: Discard) => Promise<NotDiscarded | undefined>;
};

export type Discard = {
  readonly operator: string;
  readonly reason: string;
  /** The place that a message leaves empty which does not say so itself. */
  readonly sequence?: number | undefined;
};
export type NotDiscarded = 'already-resolved' | 'behind-another' | 'nobody-here';

type Means = {
  readonly database: Database;
  readonly byTopic: ReadonlyMap<string, Subscription>;
  readonly catalogue: ReadonlyMap<string, EventContract>;
  readonly inbox: Inbox;
  readonly count: (tally: Tally) => void;
  readonly persist: Persist;
  readonly logger: Logger;
};

export const resolveWith = (means: Means): ResolveDeadLetters => {
  const { database, byTopic, catalogue, inbox, count, persist, logger } = means;

  const replay = async (letter: DeadLetter, operator: string) => {
    const delivery: Delivery = { ...letter, value: letter.value };
    const subscription = byTopic.get(letter.topic);
    const decoded = decode(delivery, catalogue);
    if (!subscription) return { error: `nothing here listens to ${letter.topic}` };
    if (!decoded.event) return { error: decoded.refusal.error };
    try {
      await persist(() =>
        database.attempt(async () => {
          count(await inbox.take(subscription, [decoded]));
          await resolveDeadLetter(database, letter.deadLetterId, { state: 'replayed', operator });
        }),
      );
      return {};
    } catch (error) {
      const failure = describeFault(error);
      await keepDeadLetter(database, letter.consumer, delivery, { errorClass: 'handler', error: failure });
      return { error: failure };
    }
  };

  const discard = async (letter: DeadLetter, { operator, reason, sequence }: Discard) => {
    const { topic, key } = letter;
    const subscription = byTopic.get(topic);
    // What somebody else wrote stands in nobody's place: the true event of that number may still come.
    const said = letter.errorClass.startsWith('foreign-') ? undefined : placeIn(letter);
    const place = said ?? (sequence === undefined ? undefined : { subject: key, sequence });
    if (subscription?.kind === 'facts' && place && (await waitsBehindAnother(database, letter)))
      return 'behind-another' as const;
    return persist(() =>
      database.attempt(async () => {
        const resolution = { state: 'discarded', operator, reason } as const;
        if (!(await resolveDeadLetter(database, letter.deadLetterId, resolution)))
          return 'already-resolved' as const;
        if (subscription && place) count(await inbox.passOver(subscription, place));
        logger.warn({ topic, key, operator, reason }, 'a dead letter was discarded');
        return undefined;
      }),
    );
  };

  return { replay, discard };
};
