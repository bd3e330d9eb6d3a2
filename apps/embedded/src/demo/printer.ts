import { terminalOn } from '@recoup/cli/program/terminal';

/** Prints the demo as it runs: a heading for each step, what came of it below and, on a screen, the progress of long work. */
export type Printer = {
  readonly step: (title: string) => void;
  readonly line: (text: string) => void;
  readonly progress: (text: string) => void;
};

export const printer = (): Printer => {
  const { print, progress } = terminalOn(process.stdout, process.stderr, () => performance.now());
  const begun = performance.now();
  const onScreen = (text: string) => {
    if (process.stderr.isTTY) progress(`    ${text}`);
  };
  let number = 0;
  return {
    step: (title) => {
      number += 1;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
      print(`\n${String(number).padStart(2)}. ${title}  [${seconds} s]`);
      onScreen('...');
    },
    line: (text) => print(`    ${text}`),
    progress: onScreen,
  };
};
