import { type InputError, ProblemError } from '../problem.ts';

/** Faults beyond these are not told: whoever mends so many sees the others then. */
const faultsMax = 100;

/** The refusal of a request for what is wrong with its input; the first fault is told as a sentence. */
export const invalidInput = (errors: readonly InputError[]): ProblemError => {
  const [first] = errors;
  return new ProblemError({
    status: 400,
    code: 'INVALID_INPUT',
    detail: first ? inputDetail(first) : 'The input is not valid',
    errors: errors.slice(0, faultsMax),
  });
};

/** A fault of the input as one sentence: `name must have at most 120 characters`. */
export const inputDetail = ({ pointer, message }: Pick<InputError, 'pointer' | 'message'>): string =>
  `${named(pointer)} ${message}`;

const named = (pointer: string): string =>
  pointer === 'query' || pointer === 'path'
    ? `The ${pointer}`
    : pointer.replace(/^(?:query|path)?\//, '') || 'The body';
