import { createReadStream } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { DocumentVault } from '../../ports/packet/document-vault.ts';
import { judgeFile } from './judge-file.ts';

/** Where the bytes of a document lie below the vault's folder: by their hash, never by a name somebody gave. */
const pathOf = (folder: string, sha256: string): string =>
  join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

/** Evidence on the file system. A file appears under its hash only when it is whole and safe on disk. */
export const fileDocumentVault = (
  folder: string,
  newId: () => string,
): DocumentVault & { readonly read: (sha256: string) => Readable } => ({
  judge: judgeFile,

  keep: async (path, sha256) => {
    const kept = pathOf(folder, sha256);
    if (await exists(kept)) return;
    await mkdir(dirname(kept), { recursive: true });
    const unfinished = `${kept}.${newId()}`;
    try {
      await copyFile(path, unfinished);
      await flushToDisk(unfinished);
      await rename(unfinished, kept);
      await flushToDisk(dirname(kept));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  },

  read: (sha256) => createReadStream(pathOf(folder, sha256)),
});

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const flushToDisk = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
