import { setTimeout } from 'node:timers/promises';
import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import pg from 'pg';
import { lockUses } from './advisory-lock.ts';
import { type Database, type DatabaseOptions, initOrm, type MigrationClass } from './database.ts';
import { EarlierRelease } from './earlier-release.ts';
import { sessionSettings } from './session.ts';
import { sqlStateOf } from './sql-state.ts';

const triesMax = 40;
const pauseMs = 2_000;

/**
 * Brings the schema up to date. Needs the owner role; the runtime role has no right to change tables. Of several processes that
 * start together one migrates and the others wait for it. A table that others hold is not waited for in line, where it would
 * stop all that come later: the migration steps back and tries again, for some three minutes.
 */
export const migrate = async (options: DatabaseOptions): Promise<void> => {
  const lockSession = new pg.Client(
    sessionSettings(options.url, 'migration', `recoup-migrate-${options.schema}`),
  );
  // When the session that holds the lock is lost, the migration under way still ends whole or not at all: it is one transaction.
  lockSession.on('error', () => undefined);
  await lockSession.connect();
  try {
    await lockSession.query('set lock_timeout = 0');
    await lockSession.query('select pg_advisory_lock($1, hashtext($2))', [
      lockUses.migrating,
      options.schema,
    ]);
    await migrateAlone(options);
  } finally {
    await lockSession.end();
  }
};

const migrateAlone = async (options: DatabaseOptions): Promise<void> => {
  const orm = await initOrm({ ...options, poolSize: 2 }, 'migration');
  try {
    refuseEarlierRelease(options, await orm.migrator.getExecuted());
    for (let tried = 1; !(await migrateOnce(orm, tried)); tried += 1) await setTimeout(pauseMs);
  } finally {
    await orm.close(true);
  }
};

/** Migrates, and answers whether the schema is up to date now; all pending migrations stand in one transaction. */
const migrateOnce = async (orm: MikroORM, tried: number): Promise<boolean> => {
  try {
    await orm.migrator.up();
    return true;
  } catch (error) {
    if (tried === triesMax || !worthRepeating.has(sqlStateOf(error) ?? '')) throw error;
    return false;
  }
};

/** A lock that was not had in time, and a deadlock with somebody who holds the same tables. */
const worthRepeating = new Set(['55P03', '40P01']);

/** A schema whose first migration is not ours was built by a release whose migrations do not lead here. */
const refuseEarlierRelease = (
  { schema, migrations }: DatabaseOptions,
  executed: readonly { readonly name: string }[],
): void => {
  const [oldest] = executed;
  if (oldest && oldest.name !== migrations[0]?.name)
    throw new EarlierRelease(
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
