/** Tells the story as it happens: a heading for each step, what came of it below. */
export type Narrator = {
  readonly step: (title: string) => void;
  readonly tell: (line: string) => void;
};

export const narrator = (write: (line: string) => void): Narrator => {
  const begun = performance.now();
  let number = 0;
  return {
    step: (title) => {
      number += 1;
      const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(5);
      write(`\n${String(number).padStart(2)}. ${title}  [${seconds} s]`);
    },
    tell: (line) => write(`    ${line}`),
  };
};
