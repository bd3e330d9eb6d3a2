import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';
import { ensureCluster, pathsIn } from './cluster.ts';
import {
  asDatabaseUser,
  type DatabaseUser,
  databaseUser,
  databaseUserCanEnter,
  giveTo,
} from './database-user.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { stopLeftover, stopServer } from './postmaster.ts';

export type LocalPostgresOptions = {
  /** Holds the cluster, the superuser's password and the server's log; made when it is not there. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** False: a throwaway server, which does not wait for the disk and whose folder goes when it stops. Default true. */
  readonly keep?: boolean;
  /** The wished port; the next free one is taken when it is in use. */
  readonly port?: number;
};

export type LocalPostgres = {
  readonly adminUrl: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

const startWithinMs = 30_000;
const logBytesMax = 10_000_000;
const starts = 5;

const settings = (port: number, durable: boolean): readonly string[] =>
  Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

const lastLines = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '';

/** Detached, so that Ctrl-C in a terminal reaches only us and the server is stopped last, in order. */
const spawnServer = (
  postgres: string,
  args: readonly string[],
  user: DatabaseUser | undefined,
  logFile: string,
) => {
  if (existsSync(logFile) && statSync(logFile).size > logBytesMax) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  giveTo(user, logFile);
  const server = spawn(postgres, args, {
    ...asDatabaseUser(user),
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return server;
};

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
};

const untilReady = async (server: ChildProcess, url: string): Promise<'ready' | 'ended' | 'silent'> => {
  let failed = false;
  server.once('error', () => {
    failed = true;
  });
  const deadline = performance.now() + startWithinMs;
  while (performance.now() < deadline) {
    if (failed || server.exitCode !== null || server.signalCode !== null) return 'ended';
    if (await answers(url)) return 'ready';
    await pause(40);
  }
  return 'silent';
};

/**
 * Starts a real PostgreSQL from the installed package, on loopback only, and answers when it accepts queries. Copes with root,
 * closed folders, a taken port and a server or lock left by an earlier run that was killed. Throws with the last lines of
 * the server's log. Not for two processes on one `dataDir`: the later one would stop the earlier one's server.
 */
export const startLocalPostgres = async (options: LocalPostgresOptions): Promise<LocalPostgres> => {
  const { log = () => {}, keep = true, port: wished = 54_320 } = options;
  const dataDir = resolve(options.dataDir);
  const paths = pathsIn(dataDir);
  const user = databaseUser();
  mkdirSync(dataDir, { recursive: true });
  giveTo(user, dataDir);
  if (!databaseUserCanEnter(dataDir))
    throw new Error(`The user ${user?.name}, who runs PostgreSQL for root, cannot enter ${dataDir}`);

  const { initdb, postgres } = postgresBinaries(user);
  await stopLeftover(paths.cluster, log);
  const password = await ensureCluster(initdb, dataDir, user, keep);

  for (let start = 1, from = wished; start <= starts; start += 1) {
    const port = await freePort(from);
    const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const server = spawnServer(postgres, ['-D', paths.cluster, ...settings(port, keep)], user, paths.log);
    const endWithUs = () => server.kill('SIGINT');
    process.once('exit', endWithUs);
    const outcome = await untilReady(server, adminUrl);
    if (outcome === 'ready') {
      const stop = async () => {
        await stopServer(server);
        process.off('exit', endWithUs);
        if (!keep) rmSync(dataDir, { recursive: true, force: true });
      };
      return { adminUrl, port, stop };
    }
    process.off('exit', endWithUs);
    await stopServer(server);
    if (outcome === 'silent') break;
    // Somebody took the port since it was looked at, or a killed server's memory is still being released.
    from = port + 1;
    await pause(200 * start);
  }
  throw new Error(`PostgreSQL did not start in ${dataDir}. The end of its log:\n${lastLines(paths.log)}`);
};
