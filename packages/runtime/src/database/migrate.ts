import { sql } from 'kysely';
import { type Database, type DatabaseOptions, initOrm, type MigrationClass } from './database.ts';

/** Brings the schema up to date. Needs the owner role; the runtime role has no right to change tables. */
export const migrate = async (options: DatabaseOptions): Promise<void> => {
  const orm = await initOrm({ ...options, poolSize: 2 }, 'migration');
  try {
    refuseEarlierRelease(options, await orm.migrator.getExecuted());
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
};

/** A schema whose first migration is not ours was built by a release whose migrations do not lead here. */
const refuseEarlierRelease = (
  { schema, migrations }: DatabaseOptions,
  executed: readonly { readonly name: string }[],
): void => {
  const [oldest] = executed;
  if (oldest && oldest.name !== migrations[0]?.name)
    throw new Error(
      `The schema ${schema} was built by an earlier release (its first migration is ${oldest.name}). ` +
        'This release cannot take it over: give the service an empty database, or go back to the earlier release.',
    );
};

/** Throws when the schema lacks the newest migration: a program that does not migrate waits for the one that does. */
export const requireMigrated = async (
  database: Database,
  migrations: readonly MigrationClass[],
): Promise<void> => {
  const { name } = migrations.at(-1) ?? {};
  const [known] = await database.query<{ name: string | null }>(
    sql`select to_regclass('schema_migration')::text as name`,
  );
  const applied = known?.name
    ? await database.query(sql`select from schema_migration where name = ${name}`)
    : [];
  if (name && applied.length === 0)
    throw new Error(`schema ${database.schema} lacks ${name}: start the service that migrates it first`);
};
