import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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

/** The folder that keeps everything over a restart, made when it is not there; others of this machine cannot read it. */
export const dataFolder = (wished: string | undefined): string => {
  const [first = outside] = possibleDataFolders(wished);
  const folder = wished || databaseUserCanEnter(first) ? first : outside;
  if (folder === outside) makeSystemFolder();
  // Folders above it are made as any other: root's database must pass through them too.
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Root's database runs as a user of its own, who must pass through this folder without seeing what else is in it.
  if (databaseUser()) chmodSync(folder, 0o711);
  return folder;
};

/** By this a data folder knows again what it has outside, also when it is moved. */
export const folderId = (dataDir: string): string => {
  const file = join(dataDir, 'id');
  if (!existsSync(file)) writeFileSync(file, `${randomUUID()}\n`);
  return readFileSync(file, 'utf8').trim();
};
