import { problem } from '../../http/endpoint.ts';
import type { ConfirmationRefusal } from '../confirmation.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { NotResolved } from '../resolve.ts';

/** Why what somebody wanted was not done. */
export type NotDone = NotResolved | ConfirmationRefusal | 'already-requested';
type Reason = Extract<NotDone, string>;

const problems: Readonly<Record<Reason, ReturnType<typeof problem>>> = {
  'already-resolved': problem(409, 'ALREADY_RESOLVED', 'Somebody has replayed or discarded it meanwhile'),
  'earlier-message-open': problem(
    409,
    'EARLIER_MESSAGE_OPEN',
    'An earlier message of the same key has not been taken in: resolve that one first, or wait until it comes',
  ),
  'sequence-required': problem(
    409,
    'SEQUENCE_REQUIRED',
    'Events wait behind it and it does not say which place it leaves empty: name that as sequence',
  ),
  'no-consumer': problem(
    409,
    'REPLAY_FAILED',
    'The consumer that kept it is not part of this service any more',
  ),
  'already-requested': problem(
    409,
    'ALREADY_REQUESTED',
    'A request about it is open; confirm it or withdraw it first',
  ),
  'request-not-open': problem(
    409,
    'REQUEST_NOT_OPEN',
    'This request is not open, or is not about this dead letter',
  ),
  'another-action-requested': problem(
    409,
    'ANOTHER_ACTION_REQUESTED',
    'The request asks for the other action',
  ),
  'own-request': problem(403, 'FOUR_EYES_REQUIRED', 'Nobody confirms what they have asked for themselves'),
};

/** Why a dead letter is still dead, as the caller is told it. */
export const unresolved = (why: NotDone) =>
  typeof why === 'string' ? problems[why] : problem(409, 'REPLAY_FAILED', why.error);

export const alreadyResolved = (state: DeadLetter['state']) =>
  problem(409, 'ALREADY_RESOLVED', `It was ${state} before`);
