/** Prints the demo as it runs: a heading for each step, what came of it below. */
export type Printer = {
  readonly step: (title: string) => void;
  readonly line: (text: string) => void;
};

export const printer = (write: (text: string) => void): Printer => {
  const begun = performance.now();
  let number = 0;
  return {
    step: (title) => {
      number += 1;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
      write(`\n${String(number).padStart(2)}. ${title}  [${seconds} s]`);
    },
    line: (text) => write(`    ${text}`),
  };
};
