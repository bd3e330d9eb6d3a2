import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { describe, expect, it } from 'vitest';
import type { Delimiter } from '../../ports/imports/open-item-files.ts';
import { filesUnderTest } from './file-under-test.fixture.ts';
import { zipOf } from './zip.fixture.ts';

const { folder, files, open, read, refused } = filesUnderTest();
const cellsOf = async (...given: Parameters<typeof read>) =>
  (await read(...given)).all.map(({ cells }) => cells);
const utf16 = (text: string, mark = '') => Buffer.from(mark + text, 'utf16le');
const mark = '\uFEFF';

describe('the encoding of a file', () => {
  it.each<readonly [string, Buffer, string | null, string]>([
    ['UTF-8', Buffer.from('name\nMüller €\n'), null, 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`${mark}name\nMüller €\n`), null, 'utf-8'],
    ['UTF-16LE with a mark', utf16('name\nMüller €\n', mark), null, 'utf-16le'],
    ['UTF-16BE with a mark', utf16('name\nMüller €\n', mark).swap16(), null, 'utf-16be'],
    ['UTF-16BE as it was said', utf16('name\nMüller €\n').swap16(), 'utf-16be', 'utf-16be'],
    [
      'Windows-1252 as it was said',
      Buffer.from('name\nM\xfcller \x80\n', 'latin1'),
      'latin1',
      'windows-1252',
    ],
    ['a mark, against what was said', Buffer.from(`${mark}name\nMüller €\n`), 'windows-1252', 'utf-8'],
  ])('is %s', async (_what, bytes, asked, encoding) => {
    const { found, all } = await read(bytes, 'csv', { encoding: asked });
    expect(found.encoding).toBe(encoding);
    expect(all.map(({ cells }) => cells)).toEqual([['name'], ['Müller €']]);
  });

  it.each([
    ['Windows-1252', Buffer.from('deal,name\nD-1,x\nD-2,M\xfcller\n', 'latin1'), 3],
    ['a sign cut in two', Buffer.from([...Buffer.from('deal,name\nD-1,M'), 0xc3]), 2],
    ['what another program could not read', Buffer.from('deal,name\nD-1,M\uFFFDller\n'), 2],
  ])('that a byte contradicts refuses the file at its line and column: %s', async (_what, bytes, line) => {
    expect(await refused(bytes)).toEqual({
      line,
      column: 1,
      reason: expect.stringMatching(/not UTF-8.*encoding=windows-1252/),
    });
  });

  it('shows half a character of UTF-16 as one that cannot be read', async () => {
    expect(await refused(utf16('a,b\n1,\ud83d\n', mark))).toMatchObject({ line: 2, column: 1 });
  });
});

describe('what is no text', () => {
  it.each<readonly [string, Buffer | string, RegExp]>([
    [
      'UTF-16BE without a mark',
      utf16('entity,deal\nUS01,D-1\n').swap16(),
      /UTF-16BE without a byte order mark.*encoding=utf-16be/,
    ],
    ['UTF-16LE without a mark', utf16('entity\n'), /UTF-16LE without a byte order mark/],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), /is UTF-32/],
    ['a PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]), /is a picture/],
    ['a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /is a picture/],
    ['a bitmap', Buffer.from([0x42, 0x4d, 14, 0, 0, 0, 0, 0, 0, 0, 14, 0, 0, 0]), /is a picture/],
    ['a PDF', '%PDF-1.7\n', /is a PDF/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), /old Excel file/],
    ['an archive', zipOf({ 'a.csv': 'a\n' }), /is a workbook \(\.xlsx\) or another ZIP archive/],
    ['a compressed text', Buffer.from([0x1f, 0x8b, 8]), /gzip/],
    ['a web page called a workbook', '<html><table><tr><td>entity', /web page or XML/],
    ['XML called a workbook', `${mark}<?xml version="1.0"?><Workbook>`, /web page or XML/],
  ])('is refused in one sentence that says what it is: %s', async (_what, bytes, reason) => {
    expect(await refused(bytes)).toEqual({ line: 1, column: null, reason: expect.stringMatching(reason) });
  });

  it.each([
    'BM,name\n1,x\n',
    'GIFT,name\n1,x\n',
    'II*,name\n1,x\n',
    'RIFF,name\n1,x\n',
    'MM,a\n1,2\n',
    'PK,a\n1,2\n',
    'a,b\n',
  ])('is never a text that begins like it: %j', async (text) => {
    expect((await cellsOf(text))[0]).toHaveLength(2);
  });
});

describe('the delimiter of a file', () => {
  it.each<readonly [string, Delimiter | null, Delimiter, boolean, readonly (readonly string[])[]]>([
    ['a,b;c\n', null, ',', true, [['a', 'b;c']]],
    ['a;b,c\n', ';', ';', false, [['a', 'b,c']]],
    ['sep=;\r\na;b\r\n', null, ';', false, [['a', 'b']]],
    ['SEP=\t\na\tb\n', '\t', '\t', false, [['a', 'b']]],
    ['"sep=;"\na;b\n', null, ';', false, [['a', 'b']]],
    [`${mark}sep=,\n`, null, ',', false, []],
    ['sep=', null, ',', true, [['sep=']]],
  ])('%j, asked %j, is %j', async (text, asked, delimiter, delimiterGuessed, records) => {
    const file = await read(text, 'csv', { delimiter: asked });
    expect(file).toMatchObject({ found: { delimiter }, delimiterGuessed });
    expect(file.all.map(({ cells }) => cells)).toEqual(records);
  });

  it('that the file declares counts as a line', async () => {
    expect((await read('sep=;\r\na;b\r\n1;2')).all.map(({ line }) => line)).toEqual([2, 3]);
  });

  it('is refused where it cannot be read, or is declared otherwise than given', async () => {
    expect((await refused('sep=|\na|b\n')).reason).toContain('declares | as the delimiter');
    expect((await refused('sep=;\na;b\n', 'csv', { delimiter: ',' })).reason).toContain(
      'the comma was given',
    );
  });
});

const descriptors = (): number => readdirSync('/proc/self/fd').length;

describe.skipIf(process.platform !== 'linux')('the descriptor of a file', () => {
  it.each([
    ['its end', 'a,b\n1,2\n', false],
    ['the first record', `a,b\n${'1,2\n'.repeat(200_000)}`, true],
    ['a fault', `a,b\n1,2"\n${'1,2\n'.repeat(200_000)}`, false],
  ])('is closed after %s', async (_what, text, early) => {
    const before = descriptors();
    const { records } = await open(text);
    const walk = async () => {
      for await (const _ of records) if (early) break;
    };
    await walk().catch(() => {});
    expect(descriptors()).toBe(before);
  });
});

it('a file that is gone is a fault of the disk, at whatever moment', async () => {
  await expect(
    files.read('gone', 'csv', { encoding: null, delimiter: null, sheet: null }),
  ).rejects.toMatchObject({
    code: 'ENOENT',
  });
  writeFileSync(join(folder, 'b'), 'a,b\n');
  const { records } = await files.read('b', 'csv', { encoding: null, delimiter: null, sheet: null });
  rmSync(join(folder, 'b'));
  await expect(records[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'ENOENT' });
});

it('is read a piece at a time, however long it is', async () => {
  const { records } = await open(`a,b\n${'1,2\n'.repeat(500_000)}`);
  let rows = 0;
  let most = 0;
  let at = 0;
  let since = 0;
  for await (const { bytes } of records) {
    rows += 1;
    since = bytes === at ? since + 1 : 1;
    at = bytes;
    most = Math.max(most, since);
  }
  expect(rows).toBe(500_001);
  expect(most).toBeLessThan(70_000);
});

const { random } = randomRun('files at random');

it('whatever is written comes back, in any encoding and with any delimiter', async () => {
  const kinds = [
    { encoding: null, write: (text: string) => Buffer.from(text) },
    { encoding: null, write: (text: string) => Buffer.from(mark + text) },
    { encoding: null, write: (text: string) => utf16(text, mark) },
    { encoding: null, write: (text: string) => utf16(text, mark).swap16() },
    { encoding: 'utf-16le', write: (text: string) => utf16(text) },
  ] as const;
  const signs = ['a', 'Ä', '€', '漢', '😀', ' ', ',', ';', '\t', '"', '\n', "'", '='] as const;
  for (let round = 0; round < rounds(60); round += 1) {
    const delimiter = random.oneOf<Delimiter>([',', ';', '\t']);
    const records = Array.from({ length: 1 + random.below(20) }, () =>
      Array.from({ length: 2 + random.below(3) }, () =>
        Array.from({ length: random.below(6) }, () => random.oneOf(signs)).join(''),
      ),
    );
    const text = records
      .map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)}\r\n`)
      .join('');
    const { encoding, write } = random.oneOf(kinds);
    expect(await cellsOf(write(text), 'csv', { encoding, delimiter })).toEqual(records);
  }
});
