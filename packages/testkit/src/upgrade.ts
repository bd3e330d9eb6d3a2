import { isDeepStrictEqual } from 'node:util';
import { type MigrationClass, migrate } from '@recoup/runtime/database/database';
import type { TestDatabase } from './test-database.ts';

/** Rows that a release wrote: statements by the number of migrations after which they are run, schema-qualified. */
export type RowsOfReleases = ReadonlyMap<number, readonly string[]>;

/**
 * Brings a schema from its first version to the newest, with rows of each release in it, and once more at the end, as a start
 * of the service does. Answers what got lost or altered on the way: a row of an earlier version must still be there, value by value,
 * whatever columns were added to it.
 */
export const upgrade = async (
  server: TestDatabase,
  schema: string,
  migrations: readonly MigrationClass[],
  rows: RowsOfReleases,
): Promise<readonly string[]> => {
  const url = server.ownerUrl(schema);
  const lost: string[] = [];
  let before: Snapshot = new Map();
  for (let version = 1; version <= migrations.length; version += 1) {
    await migrate({ url, schema, migrations: migrations.slice(0, version) });
    lost.push(...missing(before, await snapshot(server, schema), `migration ${version}`));
    for (const statement of rows.get(version) ?? []) await server.query(statement);
    before = await snapshot(server, schema);
  }
  await migrate({ url, schema, migrations });
  return [...lost, ...missing(before, await snapshot(server, schema), 'the second start')];
};

type Row = Readonly<Record<string, unknown>>;
type Snapshot = ReadonlyMap<string, readonly Row[]>;

const snapshot = async (server: TestDatabase, schema: string): Promise<Snapshot> => {
  const tables = await server.query<{ name: string }>(
    `select table_name as name from information_schema.tables
      where table_schema = $1 and table_type = 'BASE TABLE' and table_name <> 'schema_migration' order by 1`,
    [schema],
  );
  const taken = new Map<string, readonly Row[]>();
  for (const { name } of tables) {
    const rows = await server.query<{ row: Row }>(`select to_jsonb(t) as row from "${schema}"."${name}" t`);
    taken.set(
      name,
      rows.map(({ row }) => row),
    );
  }
  return taken;
};

const missing = (before: Snapshot, after: Snapshot, step: string): readonly string[] =>
  [...before].flatMap(([table, rows]) => {
    const now = after.get(table) ?? [];
    return rows
      .filter((row) => !now.some((candidate) => holds(candidate, row)))
      .map((row) => `${step} lost of ${table}: ${JSON.stringify(row)}`);
  });

const holds = (candidate: Row, row: Row): boolean =>
  Object.entries(row).every(([column, value]) => isDeepStrictEqual(candidate[column], value));
