import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityName, MigrationObject } from '@mikro-orm/core';
import type { Migration } from '@mikro-orm/migrations';
import { Migrator } from '@mikro-orm/migrations';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { RawBuilder } from 'kysely';
import type { Queries } from './queries.ts';
import { ReleasingDriver } from './releasing-driver.ts';
import { type SessionPurpose, sessionSettings } from './session.ts';
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
  /**
   * Like `transaction`, on a session whose statements may take a quarter of an hour (`sessionLimits.longWork`). It cannot join one that
   * was begun for a request.
   */
  readonly longTransaction: <T>(work: () => Promise<T>) => Promise<T>;
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
  /** How long a request waits on a silent wire, in milliseconds; in tests shorter than usual. */
  readonly silenceMs?: number;
};

const retriable = new Set(['40001', '40P01']);
const attemptsMax = 4;

export const openDatabase = async (options: DatabaseOptions): Promise<Database> => {
  const orm = await initOrm(options, 'requests');
  const longWork = ormForLongWork(options);
  const ambient = new AsyncLocalStorage<EntityManager>();
  const listeners: (() => void)[] = [];
  const em = () => ambient.getStore() ?? orm.em.fork();

  const begin = async <T>(work: () => Promise<T>, sessions: MikroORM = orm): Promise<T> => {
    for (let tried = 1; ; tried += 1) {
      try {
        const result = await sessions.em
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
    longTransaction: async (work) => {
      if (ambient.getStore()) throw new Error('long work begins a transaction of its own');
      return begin(work, await longWork.opened());
    },
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
    close: async () => {
      await longWork.close();
      await orm.close(true);
    },
  };
};

const longWorkSessions = 2;

/** An ORM for long work, opened when there is some. */
const ormForLongWork = ({ silenceMs: _, ...options }: DatabaseOptions) => {
  let opening: Promise<MikroORM> | undefined;
  return {
    opened: () => {
      opening ??= initOrm({ ...options, poolSize: longWorkSessions }, 'longWork');
      return opening;
    },
    close: async () => (await opening)?.close(true),
  };
};

/** An ORM on a schema of its own, with the sessions of one purpose. */
export const initOrm = (
  { url, schema, entities = [], migrations, poolSize = 10, silenceMs }: DatabaseOptions,
  purpose: SessionPurpose,
): Promise<MikroORM> => {
  const { host, port, user, password, database, ...session } = sessionSettings(
    url,
    purpose,
    `recoup-${schema}`,
    silenceMs,
  );
  return MikroORM.init({
    driver: ReleasingDriver,
    host,
    port,
    user,
    password,
    dbName: database,
    schema,
    entities: [...entities],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    allowGlobalContext: false,
    pool: { min: 0, max: poolSize },
    driverOptions: session,
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
};
