/** Where a command writes: results apart from what is said beside them. */
export type Terminal = {
  readonly print: (text: string) => void;
  readonly printError: (text: string) => void;
  /** One line of progress of long work; it may be called as often as there is something new. */
  readonly progress: (line: string) => void;
};

type Stream = { readonly write: (text: string) => unknown; readonly isTTY?: boolean };

const screenEveryMs = 200;
/** Into a file or a pipe a line goes seldom, and none at all for work that is done at once. */
const fileEveryMs = 5_000;
const clearLine = '\r\u001b[K';

/** On a screen progress stands in one line that the next text replaces; elsewhere it is a line every five seconds. */
export const terminalOn = (output: Stream, errors: Stream, now: () => number): Terminal => {
  const onScreen = errors.isTTY === true;
  let shownAt = onScreen ? Number.NEGATIVE_INFINITY : now();
  let shown = false;
  const say = (stream: Stream, text: string) => {
    if (shown) errors.write(clearLine);
    shown = false;
    stream.write(`${text}\n`);
  };
  return {
    print: (text) => say(output, text),
    printError: (text) => say(errors, text),
    progress: (line) => {
      if (now() - shownAt < (onScreen ? screenEveryMs : fileEveryMs)) return;
      shownAt = now();
      errors.write(onScreen ? `${clearLine}${line}` : `${line}\n`);
      shown = onScreen;
    },
  };
};
