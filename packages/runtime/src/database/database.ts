import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityName, MigrationObject } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { type RawBuilder, sql } from 'kysely';
import { clientKeepAlive, serverKeepAlive } from './keep-alive.ts';
import type { Queries } from './queries.ts';
import { ReleasingDriver } from './releasing-driver.ts';
import { sqlStateOf } from './sql-state.ts';

export type MigrationClass = new (...args: ConstructorParameters<typeof Migration>) => Migration;

/**
 * One service's schema. Work inside `transaction` shares one connection: every `query` and every `em()` below it joins,
 * also when it is called from another file, so that effect, outbox row and inbox row stand or fall together.
 */
export type Database = Queries & {
  readonly schema: string;
  readonly orm: MikroORM;
  /** The entity manager of the transaction under way, else a fresh fork. */
  readonly em: () => EntityManager;
  /** Joins the transaction under way or runs a new one, again after a deadlock or a serialisation failure. */
  readonly transaction: <T>(work: () => Promise<T>) => Promise<T>;
  /** Like `transaction`, but a failure takes back the work alone: the transaction that it joined goes on. */
  readonly savepoint: <T>(work: () => Promise<T>) => Promise<T>;
  readonly inTransaction: () => boolean;
  /** Leaves the transaction under way, for what others must see before it ends: the progress of long work. */
  readonly outsideTransaction: <T>(work: () => Promise<T>) => Promise<T>;
  readonly afterCommit: (listener: () => void) => void;
  readonly close: () => Promise<void>;
};

export type DatabaseOptions = {
  readonly url: string;
  readonly schema: string;
  readonly entities?: readonly EntityName[];
  readonly migrations: readonly MigrationClass[];
  readonly poolSize?: number;
};

const retriable = new Set(['40001', '40P01']);
const attemptsMax = 4;

export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const orm = await initOrm(options);
  const ambient = new AsyncLocalStorage<EntityManager>();
  const listeners: (() => void)[] = [];
  const em = () => ambient.getStore() ?? orm.em.fork();

  const begin = async <T>(work: () => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried += 1) {
      try {
        const result = await orm.em
          .fork()
          .transactional((transaction) => ambient.run(transaction as EntityManager, work));
        for (const listener of listeners) listener();
        return result;
      } catch (error) {
        if (tried === attemptsMax || !retriable.has(sqlStateOf(error) ?? '')) throw error;
      }
    }
  };

  /** Changes that the outer work has not flushed would be lost with the savepoint, so they go first. */
  const nest = async <T>(outer: EntityManager, work: () => Promise<T>): Promise<T> => {
    await outer.flush();
    return outer.transactional((transaction) => ambient.run(transaction as EntityManager, work));
  };

  return {
    schema: options.schema,
    orm,
    em,
    transaction: (work) => (ambient.getStore() ? work() : begin(work)),
    savepoint: (work) => {
      const outer = ambient.getStore();
      return outer ? nest(outer, work) : begin(work);
    },
    inTransaction: () => ambient.getStore() !== undefined,
    outsideTransaction: (work) => ambient.exit(work),
    query: async <Row>(statement: RawBuilder<unknown>) =>
      (await statement.execute(em().getKysely())).rows as readonly unknown[] as Row[],
    afterCommit: (listener) => {
      listeners.push(listener);
    },
    close: () => orm.close(true),
  };
};

/** Brings the schema up to date. Needs the owner role; the runtime role has no right to change tables. */
export const migrate = async (options: DatabaseOptions): Promise<void> => {
  const orm = await initOrm({ ...options, poolSize: 2 });
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

const initOrm = ({
  url,
  schema,
  entities = [],
  migrations,
  poolSize = 10,
}: DatabaseOptions): Promise<MikroORM> =>
  MikroORM.init({
    driver: ReleasingDriver,
    clientUrl: url,
    schema,
    entities: [...entities],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    allowGlobalContext: false,
    pool: { min: 0, max: poolSize },
    driverOptions: {
      application_name: `recoup-${schema}`,
      ...clientKeepAlive,
      connectionTimeoutMillis: 10_000,
      options: `-c timezone=UTC -c lock_timeout=3s -c statement_timeout=10s -c idle_in_transaction_session_timeout=15s ${serverKeepAlive}`,
    },
    migrations: {
      tableName: 'schema_migration',
      schema,
      snapshot: false,
      silent: true,
      transactional: true,
      migrationsList: migrations.map(
        (migration): MigrationObject => ({ name: migration.name, class: migration }),
      ),
    },
    schemaGenerator: { createForeignKeyConstraints: true },
  });
