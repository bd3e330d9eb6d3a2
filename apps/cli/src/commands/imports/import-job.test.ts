import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openItems } from './file-to-send.ts';
import { elapsed, errorLine, type ImportJob, importSummary } from './import-job.ts';

const rows = {
  total: 1,
  new: 1,
  changed: 0,
  unchanged: 0,
  ...{ closed: 0, older: 0, overtaken: 0, repeated: 0, writtenOff: 0 },
  notOpen: 0,
  notItems: 0,
  credits: 0,
  invalid: 0,
  rounded: 0,
  settled: 0,
  notSettled: 0,
};
const noKind = { preset: null, chosenBy: null, header: null };
const anImport = (given: Partial<ImportJob>): ImportJob => ({
  importId: '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f',
  state: 'COMMITTED',
  preset: 'recoup',
  presetVersion: 1,
  requestedBy: { personId: '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e70', name: 'Uma' },
  constants: { entity: null, currency: null, revenueShare: null },
  fullSnapshot: false,
  source: 'erp',
  asOf: '2026-03-31',
  dryRun: false,
  acceptValid: false,
  history: false,
  fileSha256: 'ab'.repeat(32),
  mapping: null,
  controlTotal: null,
  reading: { encoding: 'utf-8', delimiter: 'comma', sheet: null, ...noKind },
  rows,
  closedAtSource: 0,
  totals: [],
  progress: { phase: 'COMMITTED', percent: 100, rowsPerSecond: 1, secondsLeft: 0 },
  stages: { reading: 0.2, comparing: 0.1, posting: 0.1, publishing: 0.1 },
  failure: null,
  startedAt: '2026-03-31T10:00:00.000Z',
  createdAt: '2026-03-31T10:00:00.000Z',
  endedAt: '2026-03-31T10:00:01.000Z',
  undone: null,
  ...given,
});

it('counts one in the singular', () => {
  expect(importSummary(anImport({}))).toContain(': 1 row, 1 new,');
  expect(importSummary(anImport({ history: true }))).toContain(': 1 row, 0 settled,');
  expect(importSummary(anImport({ closedAtSource: 1 }))).toContain(
    '1 open item is not in the file. It stays open until somebody says whether it is closed',
  );
});

it('counts any other number in the plural', () => {
  expect(importSummary(anImport({ rows: { ...rows, total: 0 } }))).toContain(': 0 rows,');
  expect(importSummary(anImport({ closedAtSource: 2 }))).toContain(
    '2 open items are not in the file. They stay open until somebody says whether they are closed',
  );
});

it('says what else became of rows, where there are such', () => {
  const said = importSummary(anImport({ rows: { ...rows, closed: 2, older: 3, writtenOff: 1 } }));
  expect(said).toContain(
    '0 unchanged, 2 closed at the source, 3 older than what is known, 1 news of what is written off, 0 not open',
  );
  expect(importSummary(anImport({}))).toContain('0 unchanged, 0 not open, 0 invalid');
});

it('says that no row is open on a day before all of them', () => {
  const said = importSummary(anImport({ rows: { ...rows, total: 3, new: 0, notOpen: 3 } }));
  expect(said).toContain('No row is open on 2026-03-31: each is dated after it or was settled by then.');
  expect(importSummary(anImport({}))).not.toContain('No row is open');
  expect(importSummary(anImport({ history: true, rows: { ...rows, notOpen: 1 } }))).not.toContain(
    'No row is open',
  );
});

it.each([
  [{ row: 3, column: 'deal', value: 'x' }, '  line 3, deal: "x" is wrong'],
  [{ row: 3, column: '', value: '' }, '  line 3: is wrong'],
  [{ row: 0, column: '', value: '' }, '  the file: is wrong'],
  [{ row: 0, column: 'revenue_amount', value: '' }, '  revenue_amount: is wrong'],
])('says where an error is: %j', (where, line) => {
  expect(errorLine({ ...where, code: 'TOO_LONG', reason: 'is wrong' })).toBe(line);
});

it.each([
  [
    { encoding: 'windows-1252', delimiter: 'semicolon', sheet: null, ...noKind },
    'Read as: WINDOWS-1252, delimiter semicolon',
  ],
  [{ encoding: null, delimiter: null, sheet: 'Open items', ...noKind }, 'Read as: sheet Open items'],
  [
    { encoding: null, delimiter: 'tab', sheet: null, preset: 'recoup', chosenBy: 'named', header: 1 },
    'Read as: delimiter tab, kind recoup',
  ],
  [
    { encoding: null, delimiter: null, sheet: 'A', preset: 'sap-fbl5n', chosenBy: 'header', header: 4 },
    'Read as: sheet A, kind sap-fbl5n, as its header shows',
  ],
] as const)('says how the file was read: %j', (reading, line) => {
  expect(importSummary(anImport({ reading })).split('\n')).toContain(line);
  expect(importSummary(anImport({ reading: null }))).not.toContain('Read as');
});

it('says how long each stage took that it has, of an import that took its time', () => {
  expect(importSummary(anImport({}))).not.toContain('Took');
  const stages = { reading: 41.25, comparing: 6, posting: null, publishing: 12.1 };
  expect(importSummary(anImport({ stages })).split('\n')).toContain(
    'Took: reading 41.3 s, comparing 6.0 s, publishing 12.1 s',
  );
});

it('says how long it has taken', () => {
  expect(elapsed(0)).toBe('0 s so far');
  expect(elapsed(59_900)).toBe('59 s so far');
  expect(elapsed(125_000)).toBe('2 min 5 s so far');
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
it.each([
  ['items.csv', 'entity,deal\n', 'text/csv'],
  ['items.txt', 'entity,deal\n', 'text/csv'],
  ['items', '', 'text/csv'],
  ['items.json', '[]', 'application/json'],
  ['Items.XLSX', 'entity', workbook],
  ['export.csv', 'PK\u0003\u0004...', workbook],
])('%s that begins with %j is sent as %s', async (name, bytes, type) => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  expect((await openItems(file)).type).toBe(type);
});
