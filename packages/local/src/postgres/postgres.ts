import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureCluster, pathsIn } from './cluster.ts';
import { databaseUser, databaseUserCanEnter, giveTo } from './database-user.ts';
import { keptServer } from './kept-server.ts';
import { refuseOtherMajor } from './major-version.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { stopLeftover } from './postmaster.ts';
import { type RunningServer, startServer } from './server.ts';

export type LocalPostgresOptions = {
  /** Holds the cluster, the superuser's password and the server's log; made when it is not there. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
  /** False: a throwaway server, which does not wait for the disk and whose folder goes when it stops. Default true. */
  readonly keep?: boolean;
  /** The wished port; the next free one is taken when it is in use. */
  readonly port?: number;
  /** Given: one that ends by itself is started again at its port, and this is told when that cannot be done. */
  readonly onLost?: (reason: string) => void;
};

export type LocalPostgres = RunningServer;

/**
 * Starts a real PostgreSQL from the installed package, on loopback only, and answers when it accepts queries. Copes with root,
 * closed folders, a taken port and a server or lock left by an earlier run that was killed. Throws with the last lines of
 * the server's log. Not for two processes on one `dataDir`: the later one would stop the earlier one's server.
 */
export const startLocalPostgres = async (options: LocalPostgresOptions): Promise<LocalPostgres> => {
  const { log = () => {}, keep = true, port = 54_320 } = options;
  const dataDir = resolve(options.dataDir);
  const { cluster, log: logFile } = pathsIn(dataDir);
  const user = databaseUser();
  mkdirSync(dataDir, { recursive: true });
  giveTo(user, dataDir);
  if (!databaseUserCanEnter(dataDir))
    throw new Error(`The user ${user?.name}, who runs PostgreSQL for root, cannot enter ${dataDir}`);

  const { initdb, postgres } = postgresBinaries(user);
  refuseOtherMajor(cluster, postgres, user);
  await stopLeftover(cluster, log);
  const password = await ensureCluster(initdb, dataDir, user, keep);
  const served = { postgres, cluster, password, logFile, user, durable: keep, port };
  const { onLost } = options;
  const server = onLost ? await keptServer(served, { log, onLost }) : await startServer(served);
  const stop = async () => {
    await server.stop();
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...server, stop };
};
