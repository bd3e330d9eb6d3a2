import { changeKind } from '../../change-requests/change-kind.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../http/endpoint.ts';
import { findDeadLetter, lockDeadLetter } from '../dead-letters.ts';
import type { ResolveDeadLetters } from '../resolve.ts';
import { leavesUnknownSequence } from '../skipped-sequence.ts';
import { deadLetterKindName, operators, type Resolving } from './dead-letter-resource.ts';
import { alreadyResolved, refusing, unresolved } from './unresolved-dead-letter.ts';

/** A resolution that one operator proposes, and that is carried out when another approves it. A failed one stays open. */
export const deadLetterKind = (database: Database, consumers: ResolveDeadLetters) =>
  changeKind<Resolving>({
    kind: deadLetterKindName,
    roles: operators.anyOf,
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: refusing(
      'already-resolved',
      'already-taken-in',
      'earlier-message-open',
      'sequence-required',
      'no-consumer',
    ),
    subjectOf: ({ deadLetterId }) => deadLetterId,
    weigh: async ({ deadLetterId, action, sequence }) => {
      // Locked first, so that of two at once the second finds what the first has done.
      await lockDeadLetter(database, deadLetterId);
      const letter = await findDeadLetter(database, deadLetterId);
      if (!letter) return notFound('This dead letter');
      if (letter.state !== 'dead') return alreadyResolved(letter.state);
      if (action === 'discard' && leavesUnknownSequence(letter, sequence ?? undefined))
        return unresolved('sequence-required');
      return { before: { state: letter.state }, beneficiaries: [], scope: 'everything' };
    },
    apply: async ({ payload: { deadLetterId, action, sequence }, reason, decidedBy, recordApproval }) => {
      const letter = await findDeadLetter(database, deadLetterId);
      if (!letter) return notFound('This dead letter');
      const by = { operator: decidedBy.personId, reason: reason ?? '', recordApproval };
      const why =
        action === 'replay'
          ? await consumers.replay(letter, by)
          : await consumers.discard(letter, { ...by, sequence: sequence ?? undefined });
      return why && unresolved(why);
    },
  });
