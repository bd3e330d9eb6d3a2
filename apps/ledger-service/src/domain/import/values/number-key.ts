/** Hyphens that look like the one on a keyboard. */
const hyphens = /[\u2010-\u2015]/g;

/**
 * What tells two numbers or codes that a source gives apart: normal form, without blanks around, blanks inside as one, hyphens as one,
 * letters in lower case. Leading zeros and other punctuation count.
 */
export const numberKey = (number: string): string =>
  plain.test(number) ? number.toLowerCase() : plainly(number);

/** Most numbers are, and need no more than lower case. */
const plain = /^[\x21-\x7e]*$/;

const plainly = (number: string): string =>
  number.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').replaceAll(hyphens, '-').toLowerCase();
