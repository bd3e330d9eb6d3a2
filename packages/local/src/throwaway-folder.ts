import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUserCanEnter } from './postgres/database-user.ts';

/** A new folder for an installation that is gone afterwards; the user who runs PostgreSQL for root can pass through it. */
export const throwawayFolder = async (prefix: string): Promise<string> => {
  const folder = await mkdtemp(join(databaseUserCanEnter(tmpdir()) ? tmpdir() : '/tmp', prefix));
  await chmod(folder, 0o711);
  return folder;
};
