import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@recoup/runtime/config';
import { newId } from '@recoup/runtime/ids';
import { postgresBus } from '@recoup/runtime/postgres-bus';
import { type ApiClient, apiClient } from '@recoup/testkit/api-client';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { testIssuer } from '@recoup/testkit/test-issuer';
import { composeLedger } from '../src/compose.ts';
import { ledgerSettings } from '../src/config.ts';

export type LedgerUnderTest = {
  readonly call: ApiClient;
  readonly database: TestDatabase;
  readonly token: (subject: string) => Promise<string>;
  readonly stop: () => Promise<void>;
};

/** The whole ledger service over HTTP and a real database; the people of its tests are put straight into its directory. */
export const ledgerUnderTest = async (
  people: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>> = {},
): Promise<LedgerUnderTest> => {
  const database = await testDatabase('ledger');
  const issuer = await testIssuer();
  const folder = await mkdtemp(join(tmpdir(), 'recoup-ledger-test-'));
  const bus = postgresBus({ url: database.runtimeUrl('ledger'), pollMs: 20 });
  const config = readConfig(ledgerSettings, {
    DATABASE_URL: database.runtimeUrl('ledger'),
    MIGRATION_DATABASE_URL: database.ownerUrl('ledger'),
    ADMIN_PORT: '0',
    FILES_DIR: folder,
    LOG_LEVEL: 'fatal',
    BUSINESS_DATE: '2026-03-31',
    ...issuer.settings,
    ...settings,
  });
  const running = await (await composeLedger(config, bus)).start();
  for (const [subject, role] of Object.entries(people)) {
    const id = newId();
    await database.query(
      `insert into ledger.directory_person values ($1, 1, $2, $2 || '@recoup.example', true)`,
      [id, subject],
    );
    await database.query('insert into ledger.directory_identity values ($1, $2, $3)', [
      issuer.issuer,
      subject,
      id,
    ]);
    await database.query(
      `insert into ledger.directory_role values ($1, $2, null, null, null, '2000-01-01', null)`,
      [id, role],
    );
  }
  return {
    call: apiClient(running.address),
    database,
    token: issuer.token,
    stop: async () => {
      await running.stop();
      await bus.close();
      await issuer.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
