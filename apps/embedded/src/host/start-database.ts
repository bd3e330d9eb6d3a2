import { join } from 'node:path';
import { startLocalPostgres } from '@recoup/local/postgres/postgres';
import { readConfig } from '@recoup/runtime/process/config';
import * as z from 'zod';

const settings = z.object({
  ADMIN_DATABASE_URL: z.url().optional().describe('PostgreSQL as a superuser; one is started without it'),
});

/** The PostgreSQL of the environment, or one of our own below the data folder. */
export const startDatabase = async (
  dataDir: string,
  environment: Readonly<Record<string, string | undefined>>,
  log: (line: string) => void,
): Promise<{ readonly adminUrl: string; readonly port: number; readonly stop: () => Promise<void> }> => {
  const { ADMIN_DATABASE_URL: given } = readConfig(settings, environment);
  if (!given) return startLocalPostgres({ dataDir: join(dataDir, 'postgres'), log });
  return { adminUrl: given, port: Number(new URL(given).port || 5_432), stop: async () => undefined };
};
