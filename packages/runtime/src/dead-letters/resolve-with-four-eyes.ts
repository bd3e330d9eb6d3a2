import type { Database } from '../database/database.ts';
import { type DeadLetter, lockDeadLetter } from './dead-letters.ts';
import { type Confirmation, type ConfirmationRefusal, refuseConfirmation } from './four-eyes.ts';
import { type AskedFor, endRequest, findRequest, keepRequest } from './resolution-requests.ts';
import type { NotResolved, ResolveDeadLetters } from './resolve.ts';
import { leavesUnknownSequence } from './skipped-sequence.ts';

export type Withdrawal = {
  readonly requestId: string;
  readonly operator: string;
  readonly reason: string | null;
};

/** Where one operator asks for what becomes of a dead letter, and it is done when another confirms it. */
export type ResolveWithFourEyes = {
  readonly request: (
    letter: DeadLetter,
    asked: AskedFor,
  ) => Promise<'already-resolved' | 'already-requested' | 'sequence-required' | undefined>;
  /** Carries the request out. When that cannot be done the request stays open, to be confirmed once more or withdrawn. */
  readonly confirm: (
    letter: DeadLetter,
    confirmation: Confirmation,
  ) => Promise<ConfirmationRefusal | NotResolved | undefined>;
  readonly withdraw: (letter: DeadLetter, withdrawal: Withdrawal) => Promise<'request-not-open' | undefined>;
};

/** Every step locks the dead letter first, so that of two at once the second finds what the first has done. */
export const resolveWithFourEyes = (
  database: Database,
  consumers: ResolveDeadLetters,
): ResolveWithFourEyes => ({
  request: (letter, asked) =>
    database.transaction(async () => {
      const { deadLetterId } = letter;
      if (asked.action === 'discard' && leavesUnknownSequence(letter, asked.sequence ?? undefined))
        return 'sequence-required';
      if ((await lockDeadLetter(database, deadLetterId)) !== 'dead') return 'already-resolved';
      return (await keepRequest(database, deadLetterId, asked)) ? undefined : 'already-requested';
    }),

  confirm: (letter, confirmation) =>
    database.transaction(async () => {
      const { requestId, operator } = confirmation;
      await lockDeadLetter(database, letter.deadLetterId);
      const request = await findRequest(database, letter.deadLetterId, requestId);
      const refusal = refuseConfirmation(request, confirmation);
      if (refusal || !request) return refusal;
      const { action, reason, sequence } = request;
      const by = { operator, reason, requestId };
      return action === 'replay'
        ? consumers.replay(letter, by)
        : consumers.discard(letter, { ...by, sequence: sequence ?? undefined });
    }),

  withdraw: ({ deadLetterId }, { requestId, operator, reason }) =>
    database.transaction(async () => {
      await lockDeadLetter(database, deadLetterId);
      const request = await findRequest(database, deadLetterId, requestId);
      if (request?.state !== 'open') return 'request-not-open';
      await endRequest(database, requestId, { state: 'withdrawn', operator, reason });
      return undefined;
    }),
});
