import { folderId } from '@recoup/local/data-folder';
import { startLocalPostgres } from '@recoup/local/postgres/postgres';
import { postgresFolder } from '@recoup/local/upgrade-data';
import { markOf } from '@recoup/runtime/installation-mark';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { databaseUrl } from '@recoup/runtime/process/settings/database-url';
import * as z from 'zod';

const settings = z.object({
  ADMIN_DATABASE_URL: databaseUrl.optional().describe('PostgreSQL as a superuser; one is started without it'),
});

/** A PostgreSQL server of this host, and how its database is called there. */
export type Database = {
  readonly adminUrl: string;
  readonly port: number;
  readonly name: string;
  /** What tells database and roles of this host from those of others; only a server that others may use needs it. */
  readonly mark: string | undefined;
  readonly stop: () => Promise<void>;
};

/** What one bus has not carried yet the other one would not know, so each bus has a database. */
export const databaseName = (server: 'own' | 'foreign', carrier: 'postgres' | 'kafka'): string =>
  ['recoup', ...(server === 'foreign' ? ['embedded'] : []), ...(carrier === 'kafka' ? ['kafka'] : [])].join(
    '_',
  );

/** The PostgreSQL of the environment, or one of our own below the data folder, which is started again when it ends by itself. */
export const startDatabase = async (
  dataDir: string,
  carrier: 'postgres' | 'kafka',
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
  onLost: (reason: string) => void,
): Promise<Database> => {
  const { ADMIN_DATABASE_URL: given } = readConfig(settings, environment);
  if (!given) {
    const own = await startLocalPostgres({ dataDir: postgresFolder(dataDir), log, onLost });
    return { ...own, name: databaseName('own', carrier), mark: undefined };
  }
  return {
    adminUrl: given,
    port: Number(new URL(given).port || 5_432),
    name: databaseName('foreign', carrier),
    mark: markOf(folderId(dataDir)),
    stop: async () => undefined,
  };
};
