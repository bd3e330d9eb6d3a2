import * as z from 'zod';

const digits = 'must be a whole number in plain digits';

/**
 * A whole number of an address. Only digits are one, behind a minus where the least is below zero: what a language reads as a number
 * besides, such as `0x10`, `1e3` or ` 5 `, is more often a slip than meant.
 */
export const wholeNumber = (least: number, most: number) =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^-?\d+$/.test(given) ? finite(Number(given)) : given),
    z
      .number(digits)
      .min(least, `must be at least ${least}`)
      .max(most, `must be at most ${most}`)
      .meta({ type: 'integer' }),
  );

/** What is too long for a number is beyond every limit, not without one. */
const finite = (number: number): number => Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, number));

/** The same beyond what a number holds exactly, up to the largest `bigint` of PostgreSQL; callers write it as text. */
export const wholeBigint = (least: bigint) =>
  z.preprocess(
    (given) => (typeof given === 'string' && /^-?\d+$/.test(given) ? BigInt(given) : given),
    z
      .bigint(digits)
      .min(least, `must be at least ${least}`)
      .max(largestBigint, `must be at most ${largestBigint}`)
      .meta({ type: 'string', format: 'int64' }),
  );

const largestBigint = 2n ** 63n - 1n;
