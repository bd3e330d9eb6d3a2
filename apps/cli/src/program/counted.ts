/** A number of things, in a line that somebody reads: `1 row`, `2 rows`; `many` is the plural where an s does not make it. */
export const counted = (number: number, noun: string, many = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : many}`;
