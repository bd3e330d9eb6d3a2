import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureCluster, pathsIn } from './cluster.ts';
import { copyDatabases } from './copy-databases.ts';
import { type DatabaseUser, databaseUser, giveTo } from './database-user.ts';
import { majorOfCluster, majorOfProgram } from './major-version.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { stopLeftover } from './postmaster.ts';
import { type RunningServer, startServer } from './server.ts';

export type UpgradeOptions = {
  /** The folder that `startLocalPostgres` has. Nothing may run on it. */
  readonly dataDir: string;
  /** Where `postgres`, `pg_dumpall`, `pg_dump` and `psql` of the older version are. Default: Debian's place for it. */
  readonly oldBin?: string | undefined;
  readonly log: (line: string) => void;
};

/** From and to which major version the data were brought, and where the old cluster is kept; undefined when they were at it already. */
export type Upgraded = { readonly from: string; readonly to: string; readonly kept: string } | undefined;

const programs = ['postgres', 'pg_dumpall', 'pg_dump', 'psql'] as const;
const port = 54_420;

const binariesIn = (folder: string, major: string, user: DatabaseUser | undefined): string => {
  const missing = programs.filter((name) => !existsSync(join(folder, name)));
  if (missing.length > 0)
    throw new Error(
      `Only PostgreSQL ${major} itself reads its data: ${missing.join(', ')} not found in ${folder}. Install PostgreSQL ${major}, such as Debian's package postgresql-${major}, or name the folder of its programs with --old-bin.`,
    );
  const found = majorOfProgram(join(folder, 'postgres'), user);
  if (found !== major)
    throw new Error(`The data are of PostgreSQL ${major}, and the programs in ${folder} are of ${found}.`);
  return folder;
};

/** Serves the cluster for as long as the work takes. */
const served = async <Answer>(
  cluster: Omit<Parameters<typeof startServer>[0], 'durable' | 'port'>,
  work: (server: RunningServer) => Promise<Answer>,
): Promise<Answer> => {
  const server = await startServer({ ...cluster, durable: true, port });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
};

/**
 * Copies the data of an older PostgreSQL into a cluster of the installed one, by the older one's own programs. The old cluster stays as
 * it was, beside the new one; until every row has arrived it also keeps its name, so that a copy which breaks off is simply repeated.
 */
export const upgradeCluster = async ({ dataDir, oldBin, log }: UpgradeOptions): Promise<Upgraded> => {
  const paths = pathsIn(dataDir);
  const user = databaseUser();
  const { initdb, postgres } = postgresBinaries(user);
  const [from, to] = [majorOfCluster(paths.cluster), majorOfProgram(postgres, user)];
  if (from === undefined) throw new Error(`There are no data of PostgreSQL in ${dataDir}.`);
  if (Number(from) > Number(to))
    throw new Error(`The data are of PostgreSQL ${from}, newer than the ${to} of this release.`);
  if (from === to) return undefined;
  const bin = binariesIn(oldBin ?? `/usr/lib/postgresql/${from}/bin`, from, user);
  await stopLeftover(paths.cluster, log);

  const building = join(dataDir, 'upgrade');
  rmSync(building, { recursive: true, force: true });
  rmSync(paths.upgraded, { recursive: true, force: true });
  mkdirSync(building, { recursive: true, mode: 0o700 });
  giveTo(user, building);
  const password = readFileSync(paths.password, 'utf8').trim();
  await ensureCluster(initdb, building, user, true, password);
  const fresh = { cluster: pathsIn(building).cluster, logFile: pathsIn(building).log, password, user };
  const old = { cluster: paths.cluster, logFile: paths.log, password, user };
  log(`Copying the data of PostgreSQL ${from} to PostgreSQL ${to} ...`);
  await served({ ...old, postgres: join(bin, 'postgres') }, (source) =>
    served({ ...fresh, postgres }, (target) => copyDatabases(bin, source, target, password, log)),
  );

  const kept = `${paths.cluster}-${from}`;
  renameSync(fresh.cluster, paths.upgraded);
  renameSync(paths.cluster, kept);
  renameSync(paths.upgraded, paths.cluster);
  rmSync(building, { recursive: true, force: true });
  return { from, to, kept };
};
