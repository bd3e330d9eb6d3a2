import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { ensureCluster, pathsIn } from './cluster.ts';
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

const errorsOf = ({ stderr }: { readonly stderr: Readable }) => {
  let text = '';
  stderr.on('data', (chunk) => {
    text += chunk;
  });
  return () => text.trim();
};

/** The exit code; rejects when the program could not be started. */
const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });

type Call = readonly [program: string, ...args: string[]];

/** What one program writes goes into the other, changed on its way if need be; both must end well. */
const pipe = async (
  [dump, ...from]: Call,
  [load, ...to]: Call,
  password: string,
  filter?: Transform,
): Promise<void> => {
  const env = { PATH: process.env.PATH ?? '', PGPASSWORD: password };
  const source = spawn(dump, from, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const target = spawn(load, to, { env, stdio: ['pipe', 'ignore', 'pipe'] });
  const said = [source, target].map(errorsOf);
  const codes = [source, target].map(ended);
  const parts = [source.stdout, ...(filter ? [filter] : []), target.stdin];
  // Whoever gives up says why by its own words and exit code; the broken pipe adds nothing.
  await pipeline(parts).catch(() => source.kill());
  if ((await Promise.all(codes)).some((code) => code !== 0))
    throw new Error(
      `The data could not be copied:\n${said
        .map((errors) => errors())
        .join('\n')
        .trim()}`,
    );
};

/** Takes out the one statement that cannot succeed: every cluster has its superuser from the beginning. */
const withoutSuperuser = (): Transform => {
  let text = '';
  return new Transform({
    transform: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
    flush: (done) => done(null, text.replace(/^CREATE ROLE postgres;$/m, '')),
  });
};

const rows = async <Row extends pg.QueryResultRow>(url: string, text: string): Promise<readonly Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
};

const urlOf = ({ adminUrl }: RunningServer, database: string): string => {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
};

/** How many rows each table of a database holds, as one text to be compared. */
const contentOf = async (url: string): Promise<string> => {
  const tables = await rows<{ name: string }>(
    url,
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const counts: string[] = [];
  for (const { name } of tables) {
    const [row] = await rows<{ count: string }>(url, `select count(*) as count from ${name}`);
    counts.push(`${name} ${row?.count}`);
  }
  return counts.join('\n');
};

const copyDatabases = async (
  bin: string,
  from: RunningServer,
  to: RunningServer,
  password: string,
  log: (line: string) => void,
): Promise<void> => {
  const at = (server: RunningServer) => ['-h', '127.0.0.1', '-p', String(server.port), '-U', 'postgres'];
  const load: Call = [join(bin, 'psql'), '-X', '-q', '-v', 'ON_ERROR_STOP=1', ...at(to), '-d', 'postgres'];
  await pipe([join(bin, 'pg_dumpall'), ...at(from), '--roles-only'], load, password, withoutSuperuser());
  const databases = await rows<{ name: string }>(
    from.adminUrl,
    `select datname as name from pg_database where not datistemplate and datname <> 'postgres' order by 1`,
  );
  for (const { name } of databases) {
    log(`Copying the database ${name} ...`);
    await pipe([join(bin, 'pg_dump'), ...at(from), '--create', '-d', name], load, password);
    const [before, after] = [await contentOf(urlOf(from, name)), await contentOf(urlOf(to, name))];
    if (before !== after) throw new Error(`Not every row of the database ${name} arrived.`);
    await rows(urlOf(to, name), 'analyze');
  }
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
