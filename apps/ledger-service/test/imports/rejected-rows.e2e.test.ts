import { bodyOf, problemOf } from '@recoup/testkit/api-client';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { rowXml, workbookOf } from '../../src/adapters/files/workbook.fixture.ts';
import { cellsOf, columns, importsUnderTest, textOf, workbookType } from './imports-under-test.fixture.ts';

const { send, sent, rejectedFile, namesOf } = importsUnderTest();

const withError = (row: readonly string[]) => row.join(',');

describe('the rejected rows of an import', () => {
  const names = ['@Acme', '+Acme', '=Acme', '-Acme', "'Apostrophe Ltd", "'=Acme", "''-1", '-1'];

  it('come back mended under their own names, with whatever a spreadsheet would have run', async () => {
    const rows = names.map((name, index) =>
      cellsOf(`FRM-${index}`, { buyer_id: `F-${index}`, buyer_name: name, due_date: '31 December' }),
    );
    const refused = await sent(textOf(rows), { acceptValid: 'true' });
    expect(bodyOf(refused).rows).toMatchObject({ new: 0, invalid: names.length });
    const file = await rejectedFile(bodyOf(refused).importId);
    expect(file.split('\r\n')[0]).toBe([...columns, 'error'].join(','));
    expect(file).toContain(",'@Acme,");

    const again = bodyOf(await sent(file, { acceptValid: 'true' }));
    expect(again.rows).toMatchObject({ new: 0, invalid: names.length });
    const twice = await rejectedFile(again.importId);
    expect(twice).toBe(file);

    const mended = await sent(twice.replaceAll('31 December', '2025-12-01'));
    expect(bodyOf(mended).rows).toMatchObject({ new: names.length, invalid: 0 });
    expect(await namesOf(...names.map((_name, index) => `FRM-${index}`))).toEqual(names);
  });

  it('keep the text of a row that has too many or too few fields', async () => {
    const rows = [
      cellsOf('COM-1'),
      cellsOf('COM-2', { buyer_name: 'Acme, Inc' }),
      ['US01', 'Film'],
      cellsOf('COM-3'),
    ];
    const answer = await sent(textOf(rows), { acceptValid: 'true' });
    expect(bodyOf(answer).rows).toMatchObject({ new: 2, invalid: 2 });
    const reason = (fields: number) => `"has ${fields} fields, but the header has 19"`;
    expect(await rejectedFile(bodyOf(answer).importId)).toBe(
      [
        withError([...columns, 'error']),
        withError([...cellsOf('COM-2', { buyer_name: 'Acme, Inc' }), reason(20)]),
        withError(['US01', 'Film', reason(2)]),
        '',
      ].join('\r\n'),
    );
  });

  it('are those of the file as it was read, in whatever form', async () => {
    const bad = { revenue_amount: 'many', buyer_name: 'Müller', buyer_id: 'B-9' };
    const expected = [
      ...cellsOf('FORM-1', bad),
      'revenue_amount must be a plain decimal amount such as 1250.00',
    ].join(',');
    const semicolons = Uint8Array.from(Buffer.from(textOf([cellsOf('FORM-1', bad)], ';'), 'latin1'));
    const sheet = Uint8Array.from(
      workbookOf({
        sheets: { A: rowXml(1, ['x']), B: rowXml(3, columns) + rowXml(9, cellsOf('FORM-1', bad)) },
      }),
    );
    const json = JSON.stringify([
      Object.fromEntries(columns.map((column, index) => [column, cellsOf('FORM-1', bad)[index] ?? ''])),
    ]);
    for (const answer of [
      await sent(semicolons, { acceptValid: 'true', encoding: 'windows-1252' }),
      await sent(sheet, { acceptValid: 'true', sheet: 'B' }, workbookType),
      await sent(json, { acceptValid: 'true' }, 'application/json'),
    ])
      expect((await rejectedFile(bodyOf(answer).importId)).split('\r\n')[1]).toBe(expected);
  });

  describe('of a report whose headings name the debtor of the rows below', () => {
    const query = { acceptValid: 'true', entity: 'US01', currency: 'USD' } as const;
    const xero = [
      'Invoice Date,Due Date,Invoice Number,Current,< 1 Month,1 Month,2 Months,3 Months,Older,Total',
      'Harbor Ltd',
      '2025-11-01,2025-12-01,XR-1,,,,,100.00,,100.00',
      '2025-11-01,2025-12-01,XR-2,,,,,many,,many',
      'Total Harbor Ltd,,,,,,,100.00,,100.00',
      'Kontor GmbH',
      '2025-11-01,31 Decembre,XR-3,,,,,7.00,,7.00',
    ];
    const netsuite = [
      'Customer:Project,Transaction Type,Date,Document Number,P.O. No.,Due Date,Age,Open Balance',
      'Harbor Ltd,,,,,,,',
      ',Invoice,2025-11-01,NS-1,,2025-12-01,120,100.00',
      ',Invoice,2025-11-01,NS-2,,2025-12-01,120,many',
      'Total - Harbor Ltd,,,,,,,100.00',
      'Kontor GmbH,,,,,,,',
      ',Invoice,2025-11-01,NS-3,,31 Decembre,120,7.00',
    ];

    it.each([
      ['in a column of its own', 'XR', xero],
      ['in the column that the report leaves empty', 'NS', netsuite],
    ])('carry it, %s', async (_, prefix, lines) => {
      const refused = bodyOf(await sent(lines.join('\n'), query));
      expect(refused.rows).toMatchObject({ new: 1, invalid: 2 });
      const file = await rejectedFile(refused.importId);
      const mended = file.replaceAll('many', '50.00').replace('31 Decembre', '2025-12-01');
      expect(bodyOf(await sent(mended, query)).rows).toMatchObject({ new: 2, invalid: 0 });
      expect(await namesOf(...[1, 2, 3].map((at) => `${prefix}-${at}`))).toEqual([
        ...['Harbor Ltd', 'Harbor Ltd', 'Kontor GmbH'],
      ]);
    });

    it('come back the same where they are rejected again', async () => {
      const first = bodyOf(await sent(xero.join('\n').replaceAll('XR', 'XS'), query));
      const file = await rejectedFile(first.importId);
      expect(file.split('\r\n')[0]).toMatch(/Total,contact,error$/);
      const again = bodyOf(await sent(file, query));
      expect(again.rows).toMatchObject({ new: 0, invalid: 2 });
      expect(await rejectedFile(again.importId)).toBe(file);
    });
  });

  it('end before a fault of the file', async () => {
    const text = textOf([cellsOf('END-1', { currency: 'Q' }), cellsOf('END-2', { buyer_name: 'x"' })]);
    const { importId } = z.object({ importId: z.uuid() }).parse(problemOf(await send(text)));
    expect((await rejectedFile(importId)).split('\r\n')).toHaveLength(2);
  });
});

describe('a column', () => {
  it('without a name is passed by while it is empty', async () => {
    const lines = textOf([cellsOf('TRL-1')]).split('\r\n');
    expect(bodyOf(await sent(lines.map((line) => `${line},`).join('\n'))).rows).toMatchObject({ new: 1 });
    const filled = await send([`${lines[0]},`, `${lines[1]},x`].join('\n'));
    expect(problemOf(filled).errors).toMatchObject([
      {
        message: 'has a value in column 20, which has no name in the header',
        params: { row: 2, value: 'x' },
      },
    ]);
  });

  it('that stands twice is named', async () => {
    const answer = await send(
      [[...columns, 'Due_Date'].join(','), [...cellsOf('DBL-1'), '2026-01-01'].join(',')].join('\n'),
    );
    expect(problemOf(answer).errors).toMatchObject([
      { code: 'DUPLICATE', params: { row: 1, column: 'due_date' } },
    ]);
  });

  it('holds no NUL and no half character, which is an error of its row', async () => {
    const rows = [cellsOf('NUL-1'), cellsOf('NUL-2', { buyer_name: 'A\0B' })];
    const answer = await send(textOf(rows));
    expect(problemOf(answer).errors).toMatchObject([
      { code: 'NOT_READABLE', params: { row: 3, column: 'buyer_name', value: 'A\u2400B' } },
    ]);
    const taken = await sent(textOf(rows), { acceptValid: 'true' });
    expect(bodyOf(taken).rows).toMatchObject({ new: 1, invalid: 1 });
    for (const [bytes, type] of [
      [`${columns.join(',')},co\0lour\n`, 'text/csv'],
      ['[{"a\\u0000":1}]', 'application/json'],
      ['[{"\\ud83d":"1","entity":""}]', 'application/json'],
      ['sep=\0\na\0b\n', 'text/csv'],
    ] as const)
      expect(problemOf(await send(bytes, {}, type)), bytes).toMatchObject({
        code: 'IMPORT_REJECTED',
        errors: [{ code: 'NOT_READABLE' }],
      });
    const json = await send(
      '[{"entity":"US01","buyer_name":"\\ud83d","invoice_number":"S-1"}]',
      {},
      'application/json',
    );
    expect(json.status).toBe(400);
  });
});
