import { randomRun, rounds } from '@recoup/testkit/random-run';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type Delimiter, FileFault } from '../../ports/imports/open-item-files.ts';
import { csvScanner, type Scanned } from './csv-scanner.ts';

const scan = (chunks: readonly string[], delimiter: Delimiter = ','): readonly Scanned[] => {
  const scanner = csvScanner(delimiter);
  return [...chunks.flatMap((chunk) => [...scanner.push(chunk)]), ...scanner.end()];
};
const faultOf = (text: string) => {
  try {
    scan([text]);
  } catch (fault) {
    if (fault instanceof FileFault) return { line: fault.line, column: fault.column, reason: fault.reason };
    throw fault;
  }
  return undefined;
};

describe('records of a text', () => {
  it.each<readonly [string, string, readonly (readonly [number, ...string[]])[]]>([
    [
      'lines of all ends',
      'a,b\r\n1,2\r3,4\n5,6',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
        [3, '3', '4'],
        [4, '5', '6'],
      ],
    ],
    [
      'lines inside quotation marks',
      'a,"x\ny\r\nz"\n1,2\n',
      [
        [1, 'a', 'x\ny\r\nz'],
        [4, '1', '2'],
      ],
    ],
    [
      'blank lines, which are counted',
      'a\n\n\r\n\rb\n',
      [
        [1, 'a'],
        [5, 'b'],
      ],
    ],
    ['doubled quotation marks', '"6"" pipe",""""\n', [[1, '6" pipe', '"']]],
    ['a quoted text that is empty', '""\n', [[1, '']]],
    [
      'empty cells',
      ',\n,,\n',
      [
        [1, '', ''],
        [2, '', '', ''],
      ],
    ],
    ['blanks, as they are', ' a , b\n', [[1, ' a ', ' b']]],
    [
      'numbers that spreadsheets keep as texts',
      '="00123",="1,2"\n="7"',
      [
        [1, '="00123"', '="1,2"'],
        [2, '="7"'],
      ],
    ],
    ['nothing', '', []],
  ])('are read from %s', (_what, text, records) => {
    const expected = records.map(([line, ...cells]) => ({ line, cells }));
    expect(scan([text])).toEqual(expected);
    expect(scan(text.split(''))).toEqual(expected);
  });

  it.each([
    ['a quotation mark in a plain text', 'a,b\n1,6" pipe\n3,4\n', 2, 1, 'has a quotation mark inside a text'],
    ['one behind a closing one', 'a\n"Acme "Best" Inc"\n', 2, 0, 'has a quotation mark inside a text'],
    ['one that is never closed', 'a\n1\n"Acme\n2\n3\n', 3, 0, 'opens a quotation mark that is never closed'],
    ['one that closes lines later', 'a,b\n1,"2\n3,4\n5,"6"\n', 2, 1, 'has a quotation mark inside a text'],
    ['one behind such a number', 'a,b\n1,="2"x\n', 2, 1, 'has a quotation mark inside a text'],
    ['such a number over two lines', 'a,b\n1,="2\n"\n', 2, 1, 'has a quotation mark inside a text'],
    ['such a number without end', `a,b\n1,="${'x'.repeat(200)}`, 2, 1, 'has a quotation mark inside a text'],
    ['a quotation mark behind a blank', 'a, "b"\n', 1, 1, 'has a quotation mark inside a text'],
    ['a text beyond 64 KiB', `a\n"${'x'.repeat(65_537)}"\n`, 2, 0, 'holds a text of more than 64 KiB'],
    ['a plain text beyond 64 KiB', `a\n${'x'.repeat(65_537)}\n`, 2, 0, 'holds a text of more than 64 KiB'],
    ['more columns than anybody has', `a\n${','.repeat(2_000)}\n`, 2, null, 'has more than 2000 columns'],
  ])('that break the rules are a fault of the file: %s', (_what, text, line, column, reason) => {
    expect(faultOf(text)).toEqual({ line, column, reason: expect.stringContaining(reason) });
  });

  it('come before a fault that follows them', () => {
    const read: Scanned[] = [];
    expect(() => {
      for (const record of csvScanner(',').push('a\n1\n2"\n')) read.push(record);
    }).toThrow(FileFault);
    expect(read.map(({ cells }) => cells)).toEqual([['a'], ['1']]);
  });

  it('never wait for the end of a text that nobody ends', () => {
    const scanner = csvScanner(',');
    let chunks = 0;
    expect(() => {
      for (; chunks < 100; chunks += 1)
        for (const _ of scanner.push(`"${'x'.repeat(16_384)}`.slice(chunks && 1)));
    }).toThrow(FileFault);
    expect(chunks).toBeLessThan(8);
  });
});

const { random } = randomRun('records of a text at random');

it('whatever is written comes back the same, with the line it began on, in chunks of any size', () => {
  for (let round = 0; round < rounds(300); round += 1) {
    const delimiter = random.oneOf<Delimiter>([',', ';', '\t']);
    const written: Scanned[] = [];
    let text = '';
    let line = 1;
    for (let count = random.below(12); count > 0; count -= 1) {
      for (; random.below(6) === 0; line += 1) text += lineEnd(text);
      const cells = Array.from({ length: 2 + random.below(4) }, anyCell);
      written.push({ cells, line });
      text += cells.map((cell) => cellText(cell, delimiter)).join(delimiter);
      for (const cell of cells) line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      if (count > 1 || random.below(2) === 0) text += lineEnd(text);
      line += 1;
    }
    const chunks = cutAnywhere(text);
    expect(scan(chunks, delimiter)).toEqual(written);
    expect(written.map(({ cells }) => cells)).toEqual(byAnotherParser(text, delimiter));
  }
});

const cutAnywhere = (text: string): readonly string[] => {
  const chunks: string[] = [];
  for (let at = 0; at < text.length; ) {
    const size = 1 + random.below(9);
    chunks.push(text.slice(at, at + size));
    at += size;
  }
  return chunks;
};

/** A line feed behind a carriage return would be one end of line with it. */
const lineEnd = (before: string) =>
  random.oneOf(before.endsWith('\r') ? ['\r\n', '\r'] : ['\r\n', '\r', '\n']);
const signs = ['a', 'é', '😀', '0', '.', ' ', ',', ';', '\t', '"', '\n', '\r\n', '\r', "'", '='] as const;
const anyCell = () => Array.from({ length: random.below(5) }, () => random.oneOf(signs)).join('');
const cellText = (cell: string, delimiter: Delimiter): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) || random.below(3) === 0
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;

const byAnotherParser = (text: string, delimiter: Delimiter): readonly (readonly string[])[] => {
  const records: readonly (readonly string[])[] = parse(text, {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
  });
  return records.filter((cells) => cells.length > 1);
};
