import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerApi } from '@recoup/contracts/api/ledger';
import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type LedgerUnderTest, ledgerUnderTest } from '../ledger-under-test.ts';

/** Files in the forms that people hand in, which lie beside this repository where it is worked on. */
const folder = join(import.meta.dirname, '../../../../..', 'shared', 'findings', 'field');
const present = existsSync(folder);
if (!present) console.log('files from the field: skipped, because they are not here');

const where = z.object({ row: z.int(), column: z.string(), value: z.string() });
const rejection = z.object({
  code: z.string(),
  errors: z.array(z.object({ code: z.string(), message: z.string(), params: where })),
});

type Query = Partial<LedgerApi['post']['/v1/imports']['call']['query']>;

describe.skipIf(!present)('a file from the field', () => {
  let ledger: LedgerUnderTest;
  let token: string;
  beforeAll(async () => {
    ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
    token = await ledger.token('client-accounting-1');
    await ledger.database.query(
      `insert into ledger.source (code, code_key, party_per_entity, number_per_year, names_vary, echoes, created_at, created_by)
       select code, lower(normalize(code, NFKC)), false, false, false, 'ALL', now(), 'test' from unnest($1::text[]) as code on conflict do nothing`,
      [['01', '02', '03', '04', '05', '09', '10', '11', '17', '22', 'snap', '40', '42']],
    );
  });
  afterAll(() => ledger?.stop());

  const sendBytes = (bytes: string | Uint8Array<ArrayBuffer>, query: Query) =>
    ledger.call.post('/v1/imports', {
      query: { asOf: '2026-03-31', ...query },
      token,
      upload: { bytes, type: 'text/csv' },
    });
  const send = (name: string, query: Query = {}) =>
    sendBytes(Uint8Array.from(readFileSync(join(folder, `${name}.csv`))), {
      source: name.slice(0, 2),
      ...query,
    });
  const faults = async (...given: Parameters<typeof send>) => {
    const { code, errors } = rejection.parse(problemOf(await send(...given)));
    expect(code).toBe('IMPORT_REJECTED');
    return errors.map(({ code: kind, message, params }) => ({ kind, message, ...params }));
  };
  const counts = async (...given: Parameters<typeof send>) => bodyOf(await send(...given)).rows;
  const names = async (source: string) => {
    const rows = await ledger.database.query<{ name: string }>(
      `select name from ledger.party_key join ledger.party using (party_id) where source = $1 order by name collate "C"`,
      [source],
    );
    return rows.map(({ name }) => name);
  };
  const rejected = async (importId: string) =>
    String(
      (
        await ledger.call.get('/v1/imports/{id}/errors', {
          path: { id: importId },
          query: { format: 'csv' },
          token,
        })
      ).body,
    );

  it('of a spreadsheet in UTF-8 is taken, names and all', async () => {
    expect(await counts('01-excel-utf8-bom-crlf')).toMatchObject({ new: 3, invalid: 0 });
    expect((await names('01')).join()).not.toContain('\uFFFD');
  });

  it('of a spreadsheet in its own encoding is taken once that is given', async () => {
    expect(await faults('02-windows-1252')).toMatchObject([
      {
        kind: 'NOT_READABLE',
        row: 2,
        column: expect.stringMatching(/name/),
        message: expect.stringContaining('UTF-8'),
      },
    ]);
    expect(await counts('02-windows-1252', { encoding: 'windows-1252' })).toMatchObject({ invalid: 0 });
    expect((await names('02')).join()).toMatch(/[äöüéß]/);
    expect((await names('02')).join()).not.toContain('\uFFFD');
  });

  it('called "Unicode Text" is taken by its mark and its tabs', async () => {
    const { reading, rows } = bodyOf(await send('03-excel-unicode-text-utf16le-tab'));
    expect(reading).toMatchObject({ encoding: 'utf-16le', delimiter: 'tab', sheet: null });
    expect(rows).toMatchObject({ invalid: 0 });
  });

  it('of a mainframe says what it seems to be', async () => {
    expect(await faults('04-utf16be-without-bom')).toMatchObject([
      { kind: 'NOT_READABLE', message: expect.stringContaining('UTF-16BE without a byte order mark') },
    ]);
    expect(await counts('04-utf16be-without-bom', { encoding: 'utf-16be' })).toMatchObject({ invalid: 0 });
  });

  it('of a German spreadsheet is read by its semicolons and refused for its commas', async () => {
    const problem = problemOf(await send('05-semicolon-decimal-comma-de'));
    expect(problem).toMatchObject({ code: 'IMPORT_REJECTED', reading: { delimiter: 'semicolon' } });
    const kinds = new Set(problem.errors?.map(({ code }) => code));
    expect(kinds).toContain('NOT_AN_AMOUNT');
    expect(kinds).toContain('NOT_A_DATE');
    expect(kinds).not.toContain('MISSING_COLUMN');
  });

  it('with a stray quotation mark changes nothing, whatever was asked', async () => {
    expect(await faults('09-stray-quote', { acceptValid: 'true' })).toMatchObject([
      { kind: 'NOT_READABLE', row: 4, column: expect.stringMatching(/name/) },
    ]);
    expect(await names('09')).toEqual([]);
  });

  it('with an unquoted comma keeps the text of that row', async () => {
    expect(await faults('10-unquoted-comma')).toMatchObject([{ kind: 'NOT_READABLE', row: 3 }]);
    const answer = bodyOf(await send('10-unquoted-comma', { acceptValid: 'true' }));
    expect(answer.rows).toMatchObject({ new: 2, invalid: 1 });
    const line = readFileSync(join(folder, '10-unquoted-comma.csv'), 'utf8').split(/\r?\n/)[2];
    expect(await rejected(answer.importId)).toContain(`${line},`);
  });

  it('with a comma at the end of every line is taken', async () => {
    expect(await counts('11-trailing-comma')).toMatchObject({ invalid: 0 });
  });

  it('with a NUL names its line, and is taken under a new key once it is mended', async () => {
    expect(await faults('17-nul-byte')).toMatchObject([{ kind: 'NOT_READABLE', row: 3 }]);
    const mended = readFileSync(join(folder, '17-nul-byte.csv'), 'utf8').replaceAll('\0', '');
    expect(bodyOf(await sendBytes(mended, { source: '17' })).rows).toMatchObject({ invalid: 0 });
  });

  it('whose names look like formulas comes back mended under the same names', async () => {
    const first = bodyOf(await send('22-formula-names-round-trip', { acceptValid: 'true' }));
    expect(first.rows).toMatchObject({ new: 1, invalid: 5 });
    const file = await rejected(first.importId);
    const [header = '', ...rows] = file.split('\r\n');
    const at = header.replace('\uFEFF', '').split(',').indexOf('due_date');
    const mended = rows.map((row) =>
      row
        .split(',')
        .map((cell, index) => (index === at ? '2026-03-01' : cell))
        .join(','),
    );
    const again = await sendBytes([header, ...mended.filter((row) => row.length > 12)].join('\r\n'), {
      source: '22',
    });
    expect(bodyOf(again).rows).toMatchObject({ new: 5, invalid: 0 });
    expect((await names('22')).filter((name) => /^[@+='-]/.test(name))).toHaveLength(5);
    expect(await names('22')).toContain("'Apostrophe Ltd");
  });

  it('cut short makes no candidate of what it did not come to', async () => {
    await send('23a-full-snapshot-first', { source: 'snap', asOf: '2026-03-29' });
    const cut = { source: 'snap', fullSnapshot: 'true', acceptValid: 'true' } as const;
    expect(await faults('23c-full-snapshot-cut-short', cut)).toMatchObject([
      { kind: 'NOT_READABLE', row: 3 },
    ]);
    expect(await ledger.database.query('select 1 from ledger.closed_at_source_candidate')).toEqual([]);
  });

  it.each(['40-quickbooks-ar-aging-detail', '42-netsuite-ar-aging-detail'])(
    'that lacks its constants is refused in one sentence: %s',
    async (name) => {
      expect(await faults(name)).toHaveLength(1);
    },
  );
});
