/** How much of what a caller sent is repeated to them, and to logs. */
const echoedMax = 200;

/** A text of a caller as an answer repeats it: no longer than people read. */
export const echoed = (text: string): string =>
  text.length <= echoedMax ? text : `${text.slice(0, echoedMax).toWellFormed()}…`;
