import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseUserCanEnter } from '@recoup/local/postgres/database-user';
import { startLocalPostgres } from '@recoup/local/postgres/postgres';
import type { TestProject } from 'vitest/node';
import { startPostgresContainer } from './containers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The superuser's URL of the PostgreSQL server that this test run uses. */
    adminUrl: string;
  }
}

/**
 * One PostgreSQL for a whole test run: the server of TEST_DATABASE_URL (a superuser's URL), a container of TEST_POSTGRES_IMAGE,
 * or a throwaway one.
 * Tests read it with `inject('adminUrl')`.
 */
export default async function providePostgres(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    project.provide('adminUrl', given);
    return async () => {};
  }
  const image = process.env.TEST_POSTGRES_IMAGE;
  const server = image ? await startPostgresContainer(image) : await throwawayPostgres();
  project.provide('adminUrl', server.adminUrl);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
    // A test run that is ended from outside takes its server along, and then ends as asked.
    process.once(signal, () => void server.stop().finally(() => process.kill(process.pid, signal)));
  }
  return server.stop;
}

const throwawayPostgres = () => {
  const folder = databaseUserCanEnter(tmpdir()) ? tmpdir() : '/tmp';
  const dataDir = mkdtempSync(join(folder, 'recoup-test-'));
  return startLocalPostgres({ dataDir, keep: false, port: 55_400 });
};
