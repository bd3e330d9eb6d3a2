import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asDatabaseUser, type DatabaseUser, giveTo } from './database-user.ts';

export const pathsIn = (dataDir: string) => ({
  cluster: join(dataDir, 'cluster'),
  /** A whole cluster that an upgrade has made and has not put in its place yet. */
  upgraded: join(dataDir, 'cluster.upgraded'),
  password: join(dataDir, 'superuser-password'),
  log: join(dataDir, 'postgres.log'),
});

type Run = { readonly code: number | null; readonly output: string };

const run = (program: string, args: readonly string[], user: DatabaseUser | undefined): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...asDatabaseUser(user), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });

/**
 * Makes the cluster when there is none, and answers the superuser's password. The cluster appears under its name only when it is
 * whole, so that an interrupted first start is simply repeated.
 */
export const ensureCluster = async (
  initdb: string,
  dataDir: string,
  user: DatabaseUser | undefined,
  durable: boolean,
  secret = randomBytes(24).toString('base64url'),
): Promise<string> => {
  const { cluster, password, upgraded } = pathsIn(dataDir);
  // An upgrade was cut off between putting the old cluster aside and the new one in its place.
  if (!existsSync(cluster) && existsSync(upgraded)) renameSync(upgraded, cluster);
  if (existsSync(join(cluster, 'PG_VERSION'))) return readFileSync(password, 'utf8').trim();

  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  chmodSync(dataDir, 0o700);
  giveTo(user, dataDir);
  const unfinished = `${cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(password, `${secret}\n`, { mode: 0o600 });
  giveTo(user, password);

  const made = await run(
    initdb,
    [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
      ...(durable ? [] : ['--no-sync']),
    ],
    user,
  );
  if (made.code !== 0) throw new Error(`The database cluster could not be made:\n${made.output.trim()}`);
  renameSync(unfinished, cluster);
  return secret;
};
