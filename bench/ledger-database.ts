import { type Database, migrate, openDatabase } from '@recoup/runtime/database';
import { databaseUrl, ownerRole, provision, runtimeRole } from '@recoup/runtime/provision';
import pg from 'pg';
import { migrations } from '../apps/ledger-service/src/migrations/list.ts';

const schema = 'ledger';
const password = 'of-a-bench';

/** A ledger's database that can be made new: rows of its books are never removed, so the whole database goes. */
export type LedgerDatabase = {
  /** As the service knows it. */
  readonly database: () => Database;
  /** As the superuser, in the ledger's schema. */
  readonly client: () => pg.Client;
  readonly makeNew: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const ledgerDatabase = (adminUrl: string, name: string): LedgerDatabase => {
  let open: { readonly database: Database; readonly client: pg.Client } | undefined;
  const login = (user: string) => databaseUrl(adminUrl, name, { user, password });
  const opened = () => {
    if (!open) throw new Error(`the database ${name} was not made yet`);
    return open;
  };
  const close = async () => {
    if (!open) return;
    await open.client.end();
    await open.database.close();
    open = undefined;
    await withServer(adminUrl, (server) => server.query(`drop database ${name} with (force)`));
  };
  return {
    database: () => opened().database,
    client: () => opened().client,
    close,
    makeNew: async () => {
      await close();
      await provision(adminUrl, name, { [schema]: { owner: password, runtime: password } });
      await migrate({ url: login(ownerRole(schema)), schema, migrations });
      const database = await openDatabase({ url: login(runtimeRole(schema)), schema, migrations });
      const client = new pg.Client({ connectionString: databaseUrl(adminUrl, name) });
      await client.connect();
      await client.query(`set search_path = ${schema}`);
      await client.query('checkpoint');
      open = { database, client };
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
