import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import type { RunningServer } from './server.ts';

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

/** Copies the roles and every database from one running server to another by the programs in `bin`, and counts the rows. */
export const copyDatabases = async (
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
