import { existsSync, readFileSync, truncateSync } from 'node:fs';

/** The lines of a file. One that a killed process left half written was never answered for; it is cut off. */
export const wholeLines = (file: string): readonly string[] => {
  if (!existsSync(file)) return [];
  const content = readFileSync(file);
  const end = content.lastIndexOf(10) + 1;
  if (end < content.length) truncateSync(file, end);
  return content.subarray(0, end).toString('utf8').split('\n').filter(Boolean);
};
