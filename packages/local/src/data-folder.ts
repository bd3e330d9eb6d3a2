import { createHash, randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  databaseUser,
  databaseUserCanEnter,
  makeSystemFolder,
  systemFolder,
} from './postgres/database-user.ts';

const checkout = resolve(import.meta.dirname, '../../..');

/** For root in a checkout below a closed folder: a place that the database's own user can enter, one for each checkout. */
const outside = join(systemFolder, createHash('sha256').update(checkout).digest('hex').slice(0, 16));

/** Where the data of this checkout may lie; `wished` is RECOUP_DATA. */
export const possibleDataFolders = (wished: string | undefined): readonly string[] =>
  wished ? [resolve(wished)] : [join(checkout, '.recoup'), outside];

/**
 * The folder that keeps everything over a restart, made when it is not there; others of this machine cannot read it. Throws,
 * with a sentence for whoever named it, when it cannot be made or holds what is not ours.
 */
export const dataFolder = (wished: string | undefined): string => {
  const [first = outside] = possibleDataFolders(wished);
  const folder = wished || databaseUserCanEnter(first) ? first : outside;
  if (folder === outside) makeSystemFolder();
  whereWritable(folder, () => {
    // Folders above it are made as any other: root's database must pass through them too.
    makeFolder(dirname(folder));
    makeFolder(folder, 0o700);
  });
  if (!isOurs(readdirSync(folder)))
    throw new Error(
      `${folder} is not empty and holds no data of Recoup. Name an empty or a new folder in RECOUP_DATA.`,
    );
  // Root's database runs as a user of its own, who must pass through this folder without seeing what else is in it.
  if (databaseUser()) chmodSync(folder, 0o711);
  return folder;
};

/** By one at a time: told to make all above it too, Node tries for ever where the system lets nobody make a folder. */
const makeFolder = (path: string, mode?: number): void => {
  if (!existsSync(dirname(path))) makeFolder(dirname(path));
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) mkdirSync(path, mode);
};

/** Every start leaves a lock; a new disk may hold a folder of its file system's. */
const isOurs = (names: readonly string[]): boolean =>
  names.includes('lock') || names.every((name) => name === 'lost+found');

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no folder can be made there',
  EEXIST: 'it, or a folder above it, is a file',
  ENOTDIR: 'it, or a folder above it, is a file',
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};

/** Writes to a data folder. Throws, with a sentence for whoever named it, when that fails. */
export const whereWritable = <Answer>(folder: string, write: () => Answer): Answer => {
  try {
    return write();
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
    const reason = reasons[code] ?? (fault instanceof Error ? fault.message : String(fault));
    throw new Error(`The data folder ${folder} cannot be written: ${reason}.`);
  }
};

/** By this a data folder knows again what it has outside, also when it is moved. */
export const folderId = (dataDir: string): string => {
  const file = join(dataDir, 'id');
  if (!existsSync(file)) writeFileSync(file, `${randomUUID()}\n`);
  return readFileSync(file, 'utf8').trim();
};
