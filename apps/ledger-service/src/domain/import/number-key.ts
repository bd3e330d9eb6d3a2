/**
 * What tells two numbers or codes that a source gives apart: normal form, without blanks around, blanks inside as one, letters in
 * lower case. Leading zeros and punctuation count.
 */
export const numberKey = (number: string): string =>
  number.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
