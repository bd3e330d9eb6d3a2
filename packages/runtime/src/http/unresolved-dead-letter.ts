import type { DeadLetter } from '../dead-letters.ts';
import type { NotResolved } from '../resolve-dead-letters.ts';
import { problem } from './endpoint.ts';

type Said = Extract<NotResolved, string>;

const said: Readonly<Record<Said, ReturnType<typeof problem>>> = {
  'already-resolved': problem(409, 'ALREADY_RESOLVED', 'Somebody has replayed or discarded it meanwhile'),
  'behind-another': problem(
    409,
    'BEHIND_ANOTHER',
    'An earlier message of the same key waits for an operator too; resolve that one first',
  ),
  'nobody-here': problem(
    409,
    'STILL_FAILS',
    'The consumer that kept it is not part of this service any more',
  ),
};

/** Why a dead letter is still dead, as the caller is told it. */
export const unresolved = (why: NotResolved) =>
  typeof why === 'string' ? said[why] : problem(409, 'STILL_FAILS', why.error);

export const alreadyResolved = (state: DeadLetter['state']) =>
  problem(409, 'ALREADY_RESOLVED', `It was ${state} before`);
