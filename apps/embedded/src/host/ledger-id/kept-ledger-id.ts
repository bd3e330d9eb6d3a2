import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newId } from '@recoup/runtime/process/ids';

/**
 * The id of the ledger in this database: made at its first start and kept with the data, since a database refuses every other. Each bus
 * has a database of its own, and with it a ledger.
 */
export const keptLedgerId = (dataDir: string, database: string): string => {
  const folder = join(dataDir, 'ledger');
  const file = join(folder, `ledger-id-of-${database}`);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const id = `recoup-${newId()}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Whole or not at all: a host that was killed meanwhile must not begin a ledger without a name.
  writeFileSync(`${file}.unfinished`, `${id}\n`);
  renameSync(`${file}.unfinished`, file);
  return id;
};
