import { readFileSync } from 'node:fs';

const rereadAfterMs = 50;

/** Milliseconds by which the file puts the clock ahead; none while there is no file. */
const aheadBy = (file: string): number => {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return 0;
    throw fault;
  }
};

/**
 * The clock by which a service dates what it does: that of the machine, put ahead by as many milliseconds as the file says, so
 * that all services of an installation that is tried out can be moved to another day together. Throws when the file holds no number.
 */
export const clockOf = (file: string | undefined): (() => Date) => {
  if (file === undefined) return () => new Date();
  let ahead = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  return () => {
    const machine = Date.now();
    if (machine - readAt >= rereadAfterMs) {
      ahead = aheadBy(file);
      if (!Number.isSafeInteger(ahead) || ahead < 0)
        throw new Error(`CLOCK_FILE: ${file} holds no milliseconds`);
      readAt = machine;
    }
    return new Date(machine + ahead);
  };
};
