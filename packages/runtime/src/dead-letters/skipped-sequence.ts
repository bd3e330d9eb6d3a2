import { positionIn } from '../inbox/decode.ts';
import type { SequencePosition } from '../inbox/subscription.ts';
import type { DeadLetter } from './dead-letters.ts';

/** Where a letter stands in the life of its aggregate, as it says itself. What a foreign producer says counts for nothing. */
export const saidPosition = (
  letter: Pick<DeadLetter, 'key' | 'value' | 'errorClass'>,
): SequencePosition | undefined => (isForeign(letter) ? undefined : positionIn(letter));

/**
 * The sequence that a discarded letter leaves empty, as it says itself or as the operator names it. What a foreign producer wrote
 * leaves none: the true event of that sequence may still come.
 */
export const skippedSequenceOf = (
  letter: DeadLetter,
  sequence: number | undefined,
): SequencePosition | undefined => {
  const said = saidPosition(letter);
  return said ?? (sequence === undefined ? undefined : { subject: letter.key, sequence });
};

/** Whether events wait behind a letter whose sequence nobody knows: after a discard they would wait for ever. */
export const leavesUnknownSequence = (letter: DeadLetter, sequence: number | undefined): boolean =>
  letter.waiting > 0 && !isForeign(letter) && !skippedSequenceOf(letter, sequence);

const isForeign = ({ errorClass }: Pick<DeadLetter, 'errorClass'>): boolean =>
  errorClass.startsWith('foreign-');
