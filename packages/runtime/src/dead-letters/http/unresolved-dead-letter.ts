import { problem, type Refusing } from '../../http/endpoint.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { ConfirmationRefusal } from '../four-eyes.ts';
import type { NotResolved } from '../resolve.ts';

export type NotDone = NotResolved | ConfirmationRefusal | 'already-requested';
type Reason = Extract<NotDone, string>;

const problems: Readonly<Record<Reason, ReturnType<typeof problem>>> = {
  'already-resolved': problem(
    409,
    'ALREADY_RESOLVED',
    'Somebody else has replayed or discarded this dead letter in the meantime',
  ),
  'earlier-message-open': problem(
    409,
    'EARLIER_MESSAGE_OPEN',
    'An earlier message with the same key has not been processed yet. Resolve that one first, or wait until it arrives.',
  ),
  'already-taken-in': problem(
    409,
    'ALREADY_TAKEN_IN',
    'The message was taken in after it had become a dead letter, so it cannot be discarded. A replay resolves the dead letter and changes nothing else.',
  ),
  'sequence-required': problem(
    409,
    'SEQUENCE_REQUIRED',
    'Events wait behind this message and its sequence number cannot be read. Send the number as sequence.',
  ),
  'no-consumer': problem(
    409,
    'REPLAY_FAILED',
    'The consumer that stored this dead letter is no longer part of this service, so it can be neither replayed nor discarded',
  ),
  'already-requested': problem(
    409,
    'ALREADY_REQUESTED',
    'A request for this dead letter is already open. Confirm or withdraw it first.',
  ),
  'request-not-open': problem(
    409,
    'REQUEST_NOT_OPEN',
    'This request is not open or belongs to another dead letter. Read the dead letter again.',
  ),
  'another-action-requested': problem(
    409,
    'ANOTHER_ACTION_REQUESTED',
    'The request is for the other action. Read it again before you confirm.',
  ),
  'own-request': problem(
    403,
    'FOUR_EYES_REQUIRED',
    'You made this request, so you cannot confirm it. Another operator must.',
  ),
};

/** Why a dead letter is still dead, as the caller is told it. */
export const unresolved = (why: NotDone) =>
  typeof why === 'string' ? problems[why] : problem(409, 'REPLAY_FAILED', why.error);

export const refusing = (...reasons: readonly Reason[]): readonly Refusing[] =>
  reasons.map((reason) => problems[reason].problem);

export const alreadyResolved = (state: DeadLetter['state']) =>
  problem(409, 'ALREADY_RESOLVED', `This dead letter was already ${state}`);
