import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claimFiles } from './lock-file.ts';

/**
 * Moves all that a data folder holds into a new one beside it, of which an earlier release may run, and answers which. Only for whoever
 * has claimed the folder; undefined where it holds nothing.
 */
export const keepDataAside = (dataDir: string, now: Date): string | undefined => {
  const held = readdirSync(dataDir).filter((name) => !claimFiles.includes(name) && name !== 'lost+found');
  if (held.length === 0) return undefined;
  const kept = `${dataDir}-kept-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`;
  mkdirSync(kept, { mode: 0o700 });
  // By this a start knows a folder as one of ours.
  writeFileSync(join(kept, 'lock'), '');
  for (const name of held) renameSync(join(dataDir, name), join(kept, name));
  return kept;
};
