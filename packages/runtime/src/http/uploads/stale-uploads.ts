import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const uploadPrefix = 'recoup-upload-';
/** Longer than any request lives; another service of this machine may be receiving into a younger one. */
const oldAfterMs = 60 * 60 * 1_000;

/**
 * Removes what requests left in the temporary folder whose process was killed while it received them. What another user of
 * this machine left stays: it is for that user's services to remove.
 */
export const removeStaleUploads = async (at: Date, folder = tmpdir()): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(uploadPrefix)) continue;
    const path = join(folder, name);
    const received = await stat(path).catch(() => undefined);
    if (received && at.getTime() - received.mtimeMs > oldAfterMs)
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
};
