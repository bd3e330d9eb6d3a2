import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, expect, it } from 'vitest';
import { composeGeneralLedger } from './compose-general-ledger.ts';
import { ledgerSettings } from './config.ts';
import type { GlDocument } from './ports/general-ledger.ts';
import { aJournal } from './ports/gl-journal.fixture.ts';
import type { GlMappingVersion } from './ports/gl-mappings.ts';
import { glMapping } from './reads/registry/gl-mappings.ts';

const folder = mkdtempSync(join(tmpdir(), 'recoup-gl-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const generalLedgerSettings = ledgerSettings.pick({
  GL_KIND: true,
  GL_ADDRESS: true,
  GL_TOKEN_URL: true,
  GL_CLIENT_ID: true,
  GL_KEY_FILE: true,
  GL_FILES_DIR: true,
  GL_FILES_FORMAT: true,
  GL_CALLS_AT_ONCE: true,
  GL_TIMEOUT_MS: true,
});
const composed = (settings: object, decided?: GlMappingVersion) =>
  composeGeneralLedger(
    generalLedgerSettings.parse(settings),
    { registry: new Registry() },
    () => new Date(),
    { current: async () => decided, add: async () => undefined },
    () => undefined,
  );

it('hands documents over as files', async () => {
  const generalLedger = composed({ GL_KIND: 'files', GL_FILES_DIR: folder });
  const { documentsOf, subsidiaryOf } = await generalLedger.mappedNow();
  const journal = aJournal();
  const made = documentsOf(journal, () => journal.externalId);
  const [document] = made.ok ? made.value : [];
  if (!document) throw new Error('nothing was made');
  expect(await generalLedger.post(document)).toEqual({
    kind: 'exported',
    file: join(folder, 'outgoing', `${journal.externalId}.csv`),
  });
  expect(subsidiaryOf('US 01')).toBe('US01');
});

it('makes no documents where there is no general ledger outside', async () => {
  const { documentsOf } = await composed({ GL_KIND: 'none' }).mappedNow();
  expect(documentsOf(aJournal(), () => 'WO-1')).toEqual({
    ok: true,
    value: [],
  });
});

it('names every setting that the chosen kind lacks', () => {
  expect(() => composed({ GL_KIND: 'files' })).toThrow('GL_KIND=files needs GL_FILES_DIR');
  expect(() => composed({ GL_ADDRESS: 'https://gl.example' })).toThrow(
    'GL_KIND=netsuite needs GL_TOKEN_URL, GL_CLIENT_ID, GL_KEY_FILE',
  );
});

it('keeps the subsidiary of the mapping in a key, and the entity where it is not mapped yet', async () => {
  const key = join(folder, 'key.json');
  writeFileSync(
    key,
    JSON.stringify({ realm: '1_SB1', consumerKey: 'c', consumerSecret: 's', token: 't', tokenSecret: 'u' }),
  );
  const settings = {
    GL_ADDRESS: 'https://gl.example',
    GL_TOKEN_URL: 'https://gl.example/token',
    GL_CLIENT_ID: 'recoup',
    GL_KEY_FILE: key,
  };
  const content = glMapping.parse({
    ...{ subsidiaries: { UK01: '3' }, currencies: {}, accounts: {}, customers: {} },
  });
  const { subsidiaryOf } = await composed(settings, { version: 4, content }).mappedNow();
  expect([subsidiaryOf('UK01'), subsidiaryOf('US_01 x')]).toEqual(['3', 'US_01x']);
  const undecided = await composed(settings).mappedNow();
  expect([undecided.version, undecided.subsidiaryOf('UK01'), undecided.mappedFor('UK01')]).toEqual([
    null,
    'UK01',
    null,
  ]);
});

it.each(['files', 'none'] as const)(
  'of the kind %s nothing is missing, since nothing is mapped',
  async (GL_KIND) => {
    const { mappedFor } = await composed({ GL_KIND, GL_FILES_DIR: tmpdir() }).mappedNow();
    const mapping = mappedFor('US01');
    expect(mapping?.accountRoles).toEqual(['AR', 'CPAY', 'TAXP', 'CLEXP']);
    expect(mapping?.currencies).toEqual(expect.arrayContaining(['USD', 'JPY', 'KWD']));
  },
);

it('takes back in its own form what was made for another kind of general ledger, and sends it nowhere', async () => {
  const entry = {
    ...{ externalId: 'WO-1-E-1', tranDate: '2026-03-31', subsidiary: { id: '1' }, currency: { id: '1' } },
    line: {
      items: [
        { account: { id: '612' }, debit: 1 },
        { account: { id: '119' }, credit: 1 },
      ],
    },
  };
  const writeOff: GlDocument = {
    ...{ externalId: 'WO-1-E-1', step: 'JOURNAL', currency: 'USD', totalMinor: 100n, format: 'NETSUITE' },
    body: new TextEncoder().encode(JSON.stringify(entry)),
  };
  const files = composed({ GL_KIND: 'files', GL_FILES_DIR: folder });
  const recovery = { externalId: 'WO-1-R-1', accountingDate: '2026-05-02', memo: 'Recovery' };
  const back = files.recoveryOf(writeOff, recovery);
  expect(JSON.parse(new TextDecoder().decode(back.body))).toMatchObject({
    ...{ externalId: 'WO-1-R-1', tranDate: '2026-05-02' },
    line: {
      items: [
        { account: { id: '612' }, credit: 1 },
        { account: { id: '119' }, debit: 1 },
      ],
    },
  });
  expect(await files.find(back)).toEqual({
    kind: 'not-sent',
    reason: 'it was made for another kind of general ledger (NETSUITE)',
  });
});
