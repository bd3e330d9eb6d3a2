import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@recoup/runtime/process/ids';
import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import { describe, expect, it } from 'vitest';
import { rowXml, workbookOf } from '../../src/adapters/files/workbook.fixture.ts';
import { cellsOf, columns, importsUnderTest, textOf, workbookType } from './imports-under-test.fixture.ts';

const { running, send, sent, rejectedFile, namesOf } = importsUnderTest();
const items = async () => {
  const [row] = await running().ledger.database.query<{ count: string }>(
    'select count(*) from ledger.billing_item',
  );
  return Number(row?.count);
};

describe('a file is read as it is written', () => {
  it.each([
    ['semicolon', ';'],
    ['tab', '\t'],
    ['comma', ','],
  ])('with the %s that splits its header', async (name, delimiter) => {
    const answer = await sent(textOf([cellsOf(`DEL-${name}`)], delimiter));
    expect(bodyOf(answer)).toMatchObject({
      rows: { new: 1, invalid: 0 },
      reading: { encoding: 'utf-8', delimiter: name, sheet: null },
    });
  });

  it('with the delimiter and encoding that are given', async () => {
    const text = textOf([cellsOf('ENC-1', { buyer_id: 'B-M', buyer_name: 'M\xfcller' })], ';');
    const bytes = Uint8Array.from(Buffer.from(text, 'latin1'));

    const refused = await send(bytes);
    expect(refused.status).toBe(400);
    expect(problemOf(refused)).toMatchObject({
      code: 'IMPORT_REJECTED',
      detail: expect.stringContaining('In line 2, buyer_name holds a byte that is not UTF-8'),
      errors: [{ code: 'NOT_READABLE', params: { row: 2, column: 'buyer_name' } }],
    });

    const taken = await sent(bytes, { encoding: 'windows-1252', delimiter: 'semicolon' });
    expect(bodyOf(taken)).toMatchObject({
      rows: { new: 1 },
      reading: { encoding: 'windows-1252', delimiter: 'semicolon' },
    });
    expect(await namesOf('ENC-1')).toEqual(['Müller']);
  });

  it('with its log entry saying how', async () => {
    await sent(textOf([cellsOf('LOG-1')], '\t'));
    const [entry] = await running().ledger.database.query<{ bytes: Buffer }>(
      'select bytes from ledger.log_bytes order by event_id desc limit 1',
    );
    expect(entry?.bytes.toString()).toContain(
      '"reading":{"chosenBy":"header","delimiter":"\\t","encoding":"utf-8","header":1,"preset":"recoup","sheet":null}',
    );
  });

  it('unless an encoding or a delimiter does not exist', async () => {
    for (const [name, value] of [
      ['encoding', 'windows-9999'],
      ['delimiter', 'pipe'],
      ['sheet', '%00'],
    ]) {
      const answer = await running().ledger.call('POST', `/v1/imports?asOf=2026-03-31&${name}=${value}`, {
        token: running().token,
        upload: { bytes: textOf([cellsOf('Q-1')]), type: 'text/csv' },
      });
      expect(problemOf(answer)).toMatchObject({
        code: 'INVALID_INPUT',
        errors: [{ pointer: `query/${name}` }],
      });
    }
  });

  it('from the sheet of a workbook, to the cent', async () => {
    const money =
      '<c r="N2"><v>0.30000000000000004</v></c><c r="O2"><v>9000</v></c><c r="P2"><v>5.0000000000000003E-2</v></c>';
    const row = (cells: readonly string[]) =>
      rowXml(2, cells.slice(0, 13)).replace(
        '</row>',
        `${money}<c r="Q2"><v>0</v></c><c r="R2" t="b"><v>0</v></c></row>`,
      );
    const bytes = workbookOf({
      sheets: { Cover: rowXml(1, ['Open items']), Items: rowXml(1, columns) + row(cellsOf('XL-1')) },
    });
    expect((await send(Uint8Array.from(bytes), { sheet: 'Nobody' }, workbookType)).status).toBe(400);
    const answer = await sent(Uint8Array.from(bytes), { sheet: 'Items' }, workbookType);
    expect(bodyOf(answer)).toMatchObject({
      rows: { new: 1, invalid: 0 },
      reading: { encoding: null, delimiter: null, sheet: 'Items' },
      totals: [{ open: { amount: '9000.35', currency: 'USD' } }],
    });
  });

  it('from JSON, however its rows leave out what is empty', async () => {
    const rows = [cellsOf('JS-1'), cellsOf('JS-2')].map((cells) =>
      Object.fromEntries(
        columns.map((column, index) => [column, cells[index] || null]).filter(([, cell]) => cell),
      ),
    );
    const body = rows.map((row, index) =>
      index === 0 ? row : { ...row, agent_id: null, agent_name: null, dispute_reason: '' },
    );
    const answer = await sent(JSON.stringify(body), {}, 'application/json');
    expect(bodyOf(answer)).toMatchObject({
      rows: { new: 2 },
      reading: { encoding: 'utf-8', delimiter: null },
    });
  });
});

describe('a file that cannot be read changes nothing', () => {
  const good = Array.from({ length: 5_000 }, (_, index) => cellsOf(`BRK-${index}`));
  it.each<readonly [string, string | Buffer, string, number, string]>([
    [
      'a stray quotation mark at its end',
      `${textOf(good)}\n${cellsOf('BRK-X', { buyer_name: '6" pipe' })}\n`,
      'text/csv',
      5_002,
      'buyer_name',
    ],
    [
      'a number in JSON',
      JSON.stringify([{ entity: 'US01', revenue_amount: 10 }]),
      'application/json',
      1,
      'revenue_amount',
    ],
    ['an object around the rows', '{"rows":[]}', 'application/json', 1, ''],
    ['UTF-16 without a mark', Buffer.from(textOf([cellsOf('U-1')]), 'utf16le').swap16(), 'text/csv', 1, ''],
    ['a workbook sent as CSV', workbookOf({ sheets: { A: rowXml(1, columns) } }), 'text/csv', 1, ''],
    ['CSV sent as a workbook', textOf([cellsOf('W-1')]), workbookType, 0, ''],
    ['two delimiters that fit', 'entity,x;department\n', 'text/csv', 1, ''],
    ['a delimiter that nobody reads', 'entity|department|deal\nUS01|Film|D-1\n', 'text/csv', 1, ''],
  ])('%s', async (_what, content, type, line, column) => {
    const before = await items();
    const answer = await send(
      typeof content === 'string' ? content : Uint8Array.from(content),
      { acceptValid: 'true' },
      type,
    );
    expect(answer.status).toBe(400);
    expect(problemOf(answer)).toMatchObject({
      code: 'IMPORT_REJECTED',
      errors: [{ code: 'NOT_READABLE', params: { row: line, column } }],
    });
    expect(await items()).toBe(before);
  });
});

describe('a file that the disk has lost', () => {
  const lost = async () => {
    const answer = await sent(textOf([cellsOf('GONE-1', { revenue_amount: 'x' })]), { acceptValid: 'true' });
    const { importId, fileSha256 } = bodyOf(answer);
    await rm(join(running().ledger.folder, String(fileSha256)));
    return importId;
  };
  const alive = async () =>
    (await running().ledger.call.get('/v1/imports', { token: running().token })).status;

  it('fails its import, and the service goes on', async () => {
    const copied = newId();
    await running().ledger.database.query(
      `insert into ledger.import (import_id, requested_by, idempotency_key, fingerprint, correlation_id, source, preset, preset_version, as_of, accept_warnings, scope,
         accept_valid, dry_run, full_snapshot, file_sha256, file_size, file_format)
       select $1::uuid, requested_by, 'lost', fingerprint, $1::text, source, preset, preset_version, as_of, accept_warnings, scope, accept_valid, dry_run, full_snapshot, file_sha256, file_size, file_format
         from ledger.import where import_id = $2`,
      [copied, await lost()],
    );
    await expect
      .poll(
        async () =>
          bodyOf(
            await running().ledger.call.get('/v1/imports/{id}', {
              path: { id: copied },
              token: running().token,
            }),
          ).state,
        {
          timeout: 20_000,
        },
      )
      .toBe('FAILED');
    expect(await alive()).toBe(200);
  });

  it('has no rejected rows to fetch, and the service goes on', async () => {
    const importId = await lost();
    await expect(rejectedFile(importId)).rejects.toThrow();
    expect(await alive()).toBe(200);
  });
});
