import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerApi } from '@recoup/contracts/api/ledger';
import type { Bus } from '@recoup/runtime/bus/bus';
import { postgresBus } from '@recoup/runtime/bus/postgres/postgres-bus';
import { newId } from '@recoup/runtime/process/ids';
import { addressOf, close } from '@recoup/runtime/process/listening';
import { readConfig } from '@recoup/runtime/process/settings/config';
import { type ApiClient, apiClient } from '@recoup/testkit/api-client';
import { type TestDatabase, testDatabase } from '@recoup/testkit/test-database';
import { testIssuer } from '@recoup/testkit/test-issuer';
import { exportJWK, generateKeyPair } from 'jose';
import { testRegistry } from '../src/adapters/postgres/registry/registry.fixture.ts';
import { composeLedger } from '../src/compose.ts';
import { ledgerSettings } from '../src/config.ts';
import { glMapping } from '../src/reads/registry/gl-mappings.ts';

export type LedgerUnderTest = {
  readonly call: ApiClient<LedgerApi>;
  /** What `/metrics` answers now. */
  readonly metrics: () => Promise<string>;
  readonly database: TestDatabase;
  /** Where it keeps the files that it took in. */
  readonly folder: string;
  readonly bus: Bus;
  readonly token: (subject: string) => Promise<string>;
  /** Approves a change request as whoever has the token. */
  readonly approve: (changeRequestId: string, token: string) => ReturnType<typeof approval>;
  /** What the general ledger shows under a number of its own from now on; null: nothing. */
  readonly showEntry: (documentId: string, entry: object | null) => void;
  /** How often it was asked about such a number. */
  readonly askedFor: (documentId: string) => number;
  readonly stop: () => Promise<void>;
};

/**
 * The whole ledger service over HTTP and a real database; the people of its tests are put straight into its directory, each
 * with a role such as `AUDITOR`, or `AUDITOR@UK01` for one entity only. `wire` changes the way to its database.
 */
export const ledgerUnderTest = async (
  people: Readonly<Record<string, string>>,
  settings: Readonly<Record<string, string>> = {},
  wire: (url: string) => string = (url) => url,
): Promise<LedgerUnderTest> => {
  const database = await testDatabase('ledger');
  const issuer = await testIssuer();
  const folder = await mkdtemp(join(tmpdir(), 'recoup-ledger-test-'));
  const bus = postgresBus({ url: database.adminUrl, pollMs: 20 });
  const general = await silentGeneralLedger(folder);
  const config = readConfig(ledgerSettings, {
    CHECK_ANSWERS: 'true',
    DATABASE_URL: wire(database.runtimeUrl('ledger')),
    MIGRATION_DATABASE_URL: database.ownerUrl('ledger'),
    ADMIN_PORT: '0',
    LEDGER_ID: 'test',
    FILES_DIR: folder,
    LOG_LEVEL: 'fatal',
    BUSINESS_DATE: '2026-03-31',
    ...general.settings,
    ...issuer.settings,
    ...settings,
  });
  const service = await composeLedger(config, bus);
  await service.seedRegistry({ ...testRegistry, glMapping: testMapping });
  const running = await service.start();
  for (const [subject, given] of Object.entries(people)) {
    const [role, entity = null] = given.split('@');
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
      `insert into ledger.directory_role values ($1, $2, $3, null, null, '2000-01-01', null)`,
      [id, role, entity],
    );
  }
  const call = apiClient<LedgerApi>(running.address);
  return {
    call,
    approve: (changeRequestId, by) => approval(call, changeRequestId, by),
    metrics: async () => (await fetch(`${running.adminAddress}/metrics`)).text(),
    database,
    folder,
    bus,
    showEntry: general.show,
    askedFor: general.askedFor,
    token: issuer.token,
    stop: async () => {
      await running.stop();
      await bus.close();
      await issuer.close();
      await general.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const approval = (call: ApiClient<LedgerApi>, id: string, token: string) =>
  call.post('/v1/change-requests/{id}/approval', { path: { id }, body: {}, token });

const testMapping = glMapping.parse({
  subsidiaries: { '*': '1' },
  currencies: { USD: '1' },
  accounts: { AR: '119', CPAY: '201', TAXP: '205', CLEXP: '612' },
  customers: { '*': '1' },
});

/** A general ledger behind a gateway that loses every posting, and shows what it is told: the books must go on without it. */
const silentGeneralLedger = async (folder: string) => {
  const shown = new Map<string, object | null>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const documentId = /\/journalEntry\/(\d+)/.exec(request.url ?? '')?.[1] ?? '';
    if (documentId !== '') asked.push(documentId);
    const entry = shown.get(documentId);
    if (entry) response.end(JSON.stringify(entry));
    else if (request.url === '/token')
      response.end(JSON.stringify({ access_token: 'good', expires_in: 3_600 }));
    else if (request.method === 'GET')
      response
        .writeHead(404)
        .end(JSON.stringify({ 'o:errorDetails': [{ 'o:errorCode': 'NONEXISTENT_ID' }] }));
    else response.writeHead(408).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = addressOf(server);
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = join(folder, 'gl-key.json');
  await writeFile(key, JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'test' }));
  const settings: Record<string, string> = {
    GL_ADDRESS: address,
    GL_TOKEN_URL: `${address}/token`,
    GL_CLIENT_ID: 'test',
    GL_KEY_FILE: key,
    GL_TIMEOUT_MS: '500',
  };
  return {
    settings,
    close: () => close(server),
    show: (documentId: string, entry: object | null) => void shown.set(documentId, entry),
    askedFor: (documentId: string) => asked.filter((one) => one === documentId).length,
  };
};
