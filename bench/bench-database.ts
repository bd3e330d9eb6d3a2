import { busAccess, retention } from '@recoup/contracts/topics';
import { type Database, type MigrationClass, openDatabase } from '@recoup/runtime/database/database';
import { migrate } from '@recoup/runtime/database/migrate';
import { ownerRole, runtimeRole } from '@recoup/runtime/database/tables/roles';
import { provision, urlOfDatabase } from '@recoup/runtime/provision';
import pg from 'pg';

const password = 'of-a-bench';

/** A service's database that can be made new: rows of books are never removed, so the whole database goes. */
export type BenchDatabase = {
  readonly runtimeUrl: string;
  readonly ownerUrl: string;
  /** As the service knows it. */
  readonly database: () => Database;
  /** As the superuser, in the service's schema. */
  readonly client: () => pg.Client;
  readonly makeNew: () => Promise<void>;
  /** Makes it new with all that stands in another one, which nobody may be using. */
  readonly copyOf: (template: string) => Promise<void>;
  /** Lets go of it, so that it can be copied; it stays until the server ends. */
  readonly leave: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const benchDatabase = (
  adminUrl: string,
  name: string,
  schema: string,
  migrations: readonly MigrationClass[],
): BenchDatabase => {
  let open: { readonly database: Database; readonly client: pg.Client } | undefined;
  const login = (user: string) => urlOfDatabase(adminUrl, name, { user, password });
  const runtimeUrl = login(runtimeRole(schema));
  const opened = () => {
    if (!open) throw new Error(`the database ${name} was not made yet`);
    return open;
  };
  const leave = async () => {
    await open?.client.end();
    await open?.database.close();
    open = undefined;
  };
  const drop = async () => {
    await leave();
    await withServer(adminUrl, (server) => server.query(`drop database if exists ${name} with (force)`));
  };
  const connect = async () => {
    const database = await openDatabase({ url: runtimeUrl, schema, migrations, poolSize: 16 });
    const client = new pg.Client({ connectionString: urlOfDatabase(adminUrl, name) });
    await client.connect();
    await client.query(`set search_path = ${schema}`);
    await client.query('checkpoint');
    open = { database, client };
  };
  const prepare = () =>
    provision(
      adminUrl,
      name,
      { [schema]: { owner: password, runtime: password } },
      { bus: { access: busAccess, retention } },
    );
  return {
    runtimeUrl,
    ownerUrl: login(ownerRole(schema)),
    database: () => opened().database,
    client: () => opened().client,
    leave,
    close: drop,
    makeNew: async () => {
      await drop();
      await prepare();
      await migrate({ url: login(ownerRole(schema)), schema, migrations });
      await connect();
    },
    copyOf: async (template) => {
      await drop();
      await withServer(adminUrl, (server) => server.query(`create database ${name} template ${template}`));
      // What a role finds by its search path is set for each database and not copied.
      await prepare();
      await connect();
    },
  };
};

const withServer = async (url: string, work: (server: pg.Client) => Promise<unknown>): Promise<void> => {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    await work(server);
  } finally {
    await server.end();
  }
};
