import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A file of a public data set, which is too large or not ours to keep here: below DATA_SETS, else below `shared/data` of a folder
 * around the repository. Undefined where nobody has put it; the reason is printed, so that a test that does not run says why.
 */
export const dataSet = (...path: readonly string[]): string | undefined => {
  const file = [process.env.DATA_SETS, ...around(import.meta.dirname)]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, ...path))
    .find(existsSync);
  if (!file) console.warn(`${path.join('/')} is not here: name its folder in DATA_SETS to run what needs it`);
  return file;
};

const around = (folder: string): readonly string[] =>
  dirname(folder) === folder ? [] : [join(folder, 'shared/data'), ...around(dirname(folder))];
