import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Kept = z.object({ wished: z.int(), taken: z.int() });

/** The port of the one address: the one that earlier starts took instead, while the wish is the same. Links in old mails name it. */
export const keptPort = (dataDir: string) => {
  const file = join(dataDir, 'port.json');
  const kept = existsSync(file) ? Kept.safeParse(readJson(file)).data : undefined;
  return {
    from: (wished: number): number => (kept?.wished === wished ? kept.taken : wished),
    /** Keeps what was taken, and answers what to say about it where it is not the wish. */
    keep: (wished: number, taken: number): string | undefined => {
      writeFileSync(file, JSON.stringify({ wished, taken }));
      const tried = kept?.wished === wished ? kept.taken : wished;
      if (tried !== taken) return `${tried} is in use, took ${taken}`;
      if (taken !== wished)
        return `Took ${taken} again, because ${wished} was in use at an earlier start. To return to ${wished}, remove ${file}.`;
      return undefined;
    },
  };
};

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
