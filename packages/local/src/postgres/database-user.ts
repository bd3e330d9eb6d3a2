import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The operating system's user that runs PostgreSQL. */
export type DatabaseUser = { readonly name: string; readonly uid: number; readonly gid: number };

const ownName = 'recoup-postgres';

const idOf = (kind: '-u' | '-g', name: string): number | undefined => {
  const asked = spawnSync('id', [kind, name], { encoding: 'utf8' });
  return asked.status === 0 ? Number(asked.stdout.trim()) : undefined;
};

const existing = (name: string): DatabaseUser | undefined => {
  const uid = idOf('-u', name);
  const gid = idOf('-g', name);
  return uid === undefined || gid === undefined || uid === 0 ? undefined : { name, uid, gid };
};

const created = (): DatabaseUser => {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  try {
    execFileSync('useradd', [...options, ownName], { stdio: 'pipe' });
  } catch (fault) {
    throw new Error(`PostgreSQL refuses to run as root, and no system user for it could be made: ${fault}`);
  }
  const user = existing(ownName);
  if (!user) throw new Error(`The system user ${ownName} was made but cannot be found`);
  return user;
};

/**
 * PostgreSQL refuses to run as root. For root this is the user `postgres`, or `recoup-postgres`, which is made when
 * there is neither; for everybody else undefined, which means "as myself".
 */
export const databaseUser = (): DatabaseUser | undefined =>
  process.getuid?.() === 0 ? (existing('postgres') ?? existing(ownName) ?? created()) : undefined;

/** How a child process of that user is spawned. It gets no inherited folder, which it might not be able to enter. */
export const asDatabaseUser = (user: DatabaseUser | undefined) => ({
  cwd: '/',
  env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  ...(user && { uid: user.uid, gid: user.gid }),
});

export const giveTo = (user: DatabaseUser | undefined, path: string): void => {
  if (user) chownSync(path, user.uid, user.gid);
};

const nearestExisting = (path: string): string => {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
};

/** Whether the user that runs PostgreSQL can reach this folder, or the nearest existing one above it. */
export const databaseUserCanEnter = (path: string): boolean => {
  const user = databaseUser();
  if (!user) return true;
  return spawnSync('test', ['-x', nearestExisting(path)], asDatabaseUser(user)).status === 0;
};

/** Root's place for what its database user must reach, wherever the checkout lies. */
export const systemFolder = '/var/lib/recoup';

export const makeSystemFolder = (): void => {
  mkdirSync(systemFolder, { recursive: true });
  chmodSync(systemFolder, 0o755);
};
