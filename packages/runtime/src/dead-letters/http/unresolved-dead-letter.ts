import { problem, type Refusing } from '../../http/endpoint.ts';
import type { DeadLetter } from '../dead-letters.ts';
import type { NotResolved } from '../resolve.ts';

type Reason = Extract<NotResolved, string>;

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
};

/** Why a dead letter is still dead, as the caller is told it. */
export const unresolved = (why: NotResolved) =>
  typeof why === 'string' ? problems[why] : problem(409, 'REPLAY_FAILED', why.error);

/** What of the request a refusal is about. */
export const fields = { SEQUENCE_REQUIRED: '/sequence' };

export const refusing = (...reasons: readonly Reason[]): readonly Refusing[] =>
  reasons.map((reason) => problems[reason].problem);

export const alreadyResolved = (state: DeadLetter['state']) =>
  problem(409, 'ALREADY_RESOLVED', `This dead letter was already ${state}`);
