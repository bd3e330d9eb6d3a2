import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filesUnderTest } from './file-under-test.fixture.ts';
import { rowXml, workbookOf, workbookParts } from './workbook.fixture.ts';
import { zipOf } from './zip.fixture.ts';

const { open, read, refused } = filesUnderTest();
const sheet = (xml: string, more: Partial<Parameters<typeof workbookOf>[0]> = {}) =>
  workbookOf({ sheets: { Sheet1: xml }, ...more });
const rowsOf = async (bytes: Buffer, asked = {}) =>
  (await read(bytes, 'xlsx', asked)).all.map(({ line, cells }) => [line, ...cells]);
const cellOf = async (xml: string, more = {}) =>
  (await rowsOf(sheet(`<row r="1">${xml}<c r="B1"><v>1</v></c></row>`, more)))[0]?.[1];

describe('a workbook', () => {
  it('gives the rows of its first sheet under the numbers that a spreadsheet shows', async () => {
    const bytes = workbookOf({
      sheets: {
        Open: `${rowXml(1, ['a', 'b'])}<row r="2"/><row r="3"><c r="B3"><v>5</v></c></row>`,
        Paid: rowXml(1, ['c']),
      },
    });
    const { found, numbers, all } = await read(bytes, 'xlsx');
    expect([found, numbers]).toEqual([{ encoding: null, delimiter: null, sheet: 'Open' }, 'float']);
    expect(all.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [3, '', '5'],
    ]);
    expect(await rowsOf(bytes, { sheet: 'Paid' })).toEqual([[1, 'c']]);
    expect((await refused(bytes, 'xlsx', { sheet: 'paid' })).reason).toBe(
      'has no sheet paid; it has Open, Paid',
    );
  });

  it('ends a row with its last cell that is not empty, and leaves out cells that only look', async () => {
    const xml = `${rowXml(1, ['a', 'b', 'c'])}<row r="2"><c r="A2"><v>1</v></c><c r="Z2" s="1"/></row><row r="4"><c r="C4" s="1"/></row>`;
    expect(await rowsOf(sheet(xml))).toEqual([
      [1, 'a', 'b', 'c'],
      [2, '1'],
    ]);
  });

  it.each<readonly [string, string, string]>([
    ['a number with its digits', '<c r="A1"><v>0.30000000000000004</v></c>', '0.30000000000000004'],
    ['a small number', '<c r="A1"><v>5.0000000000000003E-2</v></c>', '0.050000000000000003'],
    ['a large number', '<c r="A1"><v>1.92900341E9</v></c>', '1929003410'],
    ['a number beyond 2^53', '<c r="A1"><v>9007199254740993</v></c>', '9007199254740993'],
    ['a day by its number', '<c r="A1" s="1"><v>46112</v></c>', '2026-03-31'],
    ['a day by its code, with a time', '<c r="A1" s="2"><v>46112.75</v></c>', '2026-03-31'],
    ['the first day', '<c r="A1" s="1"><v>1</v></c>', '1900-01-01'],
    ['the day that never was', '<c r="A1" s="1"><v>60</v></c>', '60'],
    ['the day behind it', '<c r="A1" s="1"><v>61</v></c>', '1900-03-01'],
    ['a day written as one', '<c r="A1" t="d"><v>2026-03-31T00:00:00</v></c>', '2026-03-31'],
    ['a number shown with six digits', '<c r="A1" s="3"><v>123</v></c>', '000123'],
    ['a time', '<c r="A1" s="4"><v>0.5</v></c>', '0.5'],
    ['a flag', '<c r="A1" t="b"><v>1</v></c>', 'true'],
    ['an error', '<c r="A1" t="e"><v>#N/A</v></c>', '#N/A'],
    ['the number of a formula', '<c r="A1"><f>1+1</f><v>2</v></c>', '2'],
    ['the text of a formula', '<c r="A1" t="str"><f>A2</f><v>INV-1</v></c>', 'INV-1'],
    ['a shared text', '<c r="A1" t="s"><v>1</v></c>', 'Müller & "Söhne"'],
    ['a shared text of several runs', '<c r="A1" t="s"><v>2</v></c>', 'red and bold'],
    ['an escaped text', '<c r="A1" t="inlineStr"><is><t>a_x000A_b_x</t></is></c>', 'a\nb_x'],
    ['a text in a prefix', '<x:c xmlns:x="urn:x" r="A1"><x:v>7</x:v></x:c>', '7'],
  ])('shows %s', async (_what, xml, text) => {
    const texts = [
      '<t>a</t>',
      '<t>Müller &amp; "Söhne"</t>',
      '<r><rPr><b/></rPr><t>red</t></r><r><t xml:space="preserve"> and bold</t></r><rPh sb="0" eb="1"><t>aka</t></rPh>',
    ];
    expect(await cellOf(xml, { texts })).toBe(text);
  });

  it('may count its days from 1904', async () => {
    expect(await cellOf('<c r="A1" s="1"><v>44650</v></c>', { since1904: true })).toBe('2026-03-31');
  });

  it('is read a piece at a time, with its share of the file', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => rowXml(index + 1, [`INV-${index}`, '1.00']));
    const bytes = sheet(rows.join(''));
    const { records } = await open(bytes, 'xlsx');
    const pieces = new Map<number, number>();
    for await (const record of records) pieces.set(record.bytes, (pieces.get(record.bytes) ?? 0) + 1);
    expect(Math.max(...pieces.values())).toBeLessThan(2_000);
    expect(Math.max(...pieces.keys())).toBe(bytes.length);
  });
});

describe('a workbook that cannot be read', () => {
  const parts = workbookParts({ sheets: { Sheet1: rowXml(1, ['a']) } });
  const without = (part: string) =>
    zipOf(Object.fromEntries(Object.entries(parts).filter(([name]) => name !== part)));
  /** Its central directory says otherwise, or its bytes are others, at a distance from where the name of a part stands. */
  const damagedAt = (part: string, distance: number) => {
    const bytes = zipOf(parts);
    const name = distance < 0 ? bytes.lastIndexOf(part) - 14 : bytes.indexOf(part) + part.length;
    return bytes.fill(0xff, name + distance, name + distance + 4);
  };
  const zeros = Buffer.alloc(25 * 1024 ** 2);
  it.each<readonly [string, Buffer | string, number, RegExp]>([
    ['another archive', zipOf({ 'a.csv': 'a,b' }), 0, /ZIP archive that holds no workbook/],
    ['a binary workbook', zipOf({ 'xl/workbook.bin': '' }), 0, /binary workbook \(\.xlsb\)/],
    ['an OpenDocument file', zipOf({ 'content.xml': '' }), 0, /OpenDocument/],
    ['CSV', 'a,b\n', 0, /is no workbook/],
    ['nothing', '', 0, /is no workbook/],
    ['a PDF', '%PDF-1.4', 0, /is a PDF/],
    [
      'a workbook with a password',
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      0,
      /password/,
    ],
    ['one without its sheet', without('xl/worksheets/sheet1.xml'), 0, /sheet1\.xml is missing/],
    ['half a file', zipOf(parts).subarray(0, 600), 0, /damaged workbook/],
    ['a part that does not unpack', damagedAt('xl/worksheets/sheet1.xml', 40), 0, /damaged workbook/],
    ['a part with another checksum', damagedAt('xl/worksheets/sheet1.xml', -16), 0, /damaged workbook/],
    ['a sheet that breaks off', sheet('<row r="1"><c r="A1">'), 0, /damaged workbook/],
    [
      'an entity of its own',
      zipOf({ ...parts, 'xl/worksheets/sheet1.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      0,
      /damaged workbook/,
    ],
    [
      'a formula without a result',
      sheet('<row r="4"><c r="A4"><f>1+1</f></c></row>'),
      4,
      /formula without a result/,
    ],
    ['rows out of order', sheet(`${rowXml(5, ['a'])}${rowXml(5, ['b'])}`), 5, /out of order/],
    ['cells out of order', sheet('<row r="1"><c r="B1"/><c r="A1"/></row>'), 1, /out of order/],
    ['a cell far out', sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 1, /beyond column 2000/],
    [
      'more parts than any',
      zipOf(Object.fromEntries(Array.from({ length: 2_001 }, (_, part) => [`p${part}`, '']))),
      0,
      /more than 2000 parts/,
    ],
    ['a part that unpacks to too much', zipOf({ ...parts, 'xl/media/a': zeros }), 0, /times its size/],
    ['parts that say so', zipOf(parts, 2 ** 31), 0, /more than 1 GiB/],
    ['a part that unpacks to more than it says', zipOf(parts, 10), 0, /damaged workbook/],
    ['more than 50 MB', Buffer.alloc(50 * 1024 ** 2 + 1, 'PK'), 0, /larger than 50 MB/],
  ])('is refused: %s', async (_what, bytes, line, reason) => {
    expect(await refused(bytes, 'xlsx')).toMatchObject({ line, reason: expect.stringMatching(reason) });
  });

  it.skipIf(process.platform !== 'linux')('leaves no descriptor open', async () => {
    const before = readdirSync('/proc/self/fd').length;
    for (let time = 0; time < 5; time += 1)
      await refused(sheet('<row r="4"><c r="A4"><f>1</f></c></row>'), 'xlsx');
    await expect.poll(() => readdirSync('/proc/self/fd').length).toBe(before);
  });
});
