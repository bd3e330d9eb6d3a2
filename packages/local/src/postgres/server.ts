import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../free-port.ts';
import { asDatabaseUser, type DatabaseUser, giveTo } from './database-user.ts';
import { stopServer } from './postmaster.ts';

/** A cluster that is there, and the program that serves it. */
export type ServedCluster = {
  readonly postgres: string;
  readonly cluster: string;
  readonly password: string;
  readonly logFile: string;
  readonly user: DatabaseUser | undefined;
  /** False: does not wait for the disk. */
  readonly durable: boolean;
  /** The wished port; the next free one is taken when it is in use. */
  readonly port: number;
  /** Whether no other port will do, since others know it by now. Default no. */
  readonly thisPortAlone?: boolean;
};

export type RunningServer = {
  readonly adminUrl: string;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

export type WatchedServer = RunningServer & {
  /** How it ended, once it has: `exit code 1`, or `killed`. */
  readonly ended: Promise<string>;
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

const endOf = (server: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    const say = () => resolve(server.signalCode === null ? `exit code ${server.exitCode}` : 'killed');
    if (server.exitCode === null && server.signalCode === null) server.once('exit', say);
    else say();
  });

/** Serves a cluster on loopback and answers when it accepts queries. Throws with the last lines of the server's log. */
export const startServer = async (served: ServedCluster): Promise<WatchedServer> => {
  const { postgres, cluster, password, logFile, user, durable, thisPortAlone = false } = served;
  for (let start = 1, from = served.port; start <= starts; start += 1) {
    const port = thisPortAlone ? from : await freePort(from);
    const adminUrl = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const server = spawnServer(postgres, ['-D', cluster, ...settings(port, durable)], user, logFile);
    const endWithUs = () => server.kill('SIGINT');
    process.once('exit', endWithUs);
    server.once('exit', () => process.off('exit', endWithUs));
    const outcome = await untilReady(server, adminUrl);
    if (outcome === 'ready') {
      return { adminUrl, port, stop: () => stopServer(server), ended: endOf(server) };
    }
    await stopServer(server);
    if (outcome === 'silent') break;
    // Somebody took the port since it was looked at, or a killed server's memory is still being released.
    if (!thisPortAlone) from = port + 1;
    await pause(200 * start);
  }
  throw new Error(`PostgreSQL did not start in ${cluster}. The end of its log:\n${lastLines(logFile)}`);
};
