import { describe, expect, it } from 'vitest';
import { FileFault, type FileRecord } from '../../ports/imports/open-item-files.ts';
import { doubledColumns, fileHeader, headerOf } from './file-header.ts';
import { type FileRow, fileRows } from './file-rows.ts';

const recordsOf = (lines: readonly (readonly string[] | FileFault)[]): AsyncIterable<FileRecord> => ({
  [Symbol.asyncIterator]: async function* () {
    for (const [index, cells] of lines.entries()) {
      if (cells instanceof FileFault) throw cells;
      yield { line: index + 1, bytes: index, cells };
    }
  },
});
const rowsOf = async (
  header: readonly string[],
  lines: readonly (readonly string[] | FileFault)[],
  ragged = false,
) => {
  const rows: FileRow[] = [];
  const named = fileHeader({ line: 1, bytes: 0, cells: header });
  for await (const row of fileRows({ records: recordsOf([header, ...lines]), ragged }, named)) rows.push(row);
  return rows;
};

describe('rows by column', () => {
  it('are those below the header that say something, under names in lower case', async () => {
    expect(
      await rowsOf(
        ['Entity', ' Deal '],
        [
          ['', ' '],
          ['US01', ' D-1 '],
        ],
      ),
    ).toEqual([{ row: 3, bytes: 2, raw: { entity: 'US01', deal: 'D-1' } }]);
  });

  it('may be walked again', async () => {
    const rows = fileRows(
      { records: recordsOf([['a'], ['1']]), ragged: false },
      fileHeader({ line: 1, bytes: 0, cells: ['a'] }),
    );
    for (const _time of [1, 2]) {
      const seen: FileRow[] = [];
      for await (const row of rows) seen.push(row);
      expect(seen).toHaveLength(1);
    }
  });

  it.each<readonly [string, readonly string[], readonly string[], string, string]>([
    ['a field too many', ['a', 'b'], ['1', '2', '3'], '', 'has 3 fields, but the header has 2'],
    ['an empty field too many', ['a', 'b'], ['1', '2', ''], '', 'has 3 fields, but the header has 2'],
    ['a field too few', ['a', 'b'], ['1'], '', 'has 1 field, but the header has 2'],
    [
      'a value without a name',
      ['a', '', 'b'],
      ['1', 'x', '2'],
      '',
      'has a value in column 2, which has no name in the header',
    ],
    ['a NUL', ['a', 'b'], ['1', '2\0'], 'b', 'holds a NUL character'],
    ['half a character', ['a', 'b'], ['\ud83d', '2'], 'a', 'holds half a character'],
  ])('are invalid with %s', async (_what, header, cells, column, reason) => {
    expect(await rowsOf(header, [cells])).toMatchObject([
      { row: 2, errors: [{ row: 2, column, code: 'NOT_READABLE', reason: expect.stringContaining(reason) }] },
    ]);
  });

  it.each<readonly [readonly string[], readonly string[], boolean]>([
    [['a', 'b', ''], ['1', '2'], false],
    [['a', 'b', ''], ['1', '2', ' '], false],
    [['a', 'b', 'c'], ['1', '2'], true],
  ])('lack nothing that has a name: %j %j', async (header, cells, ragged) => {
    expect((await rowsOf(header, [cells], ragged))[0]?.raw).toMatchObject({ a: '1', b: '2' });
  });

  it('lose the marks of rejected rows where they come from those, and nowhere else', async () => {
    expect((await rowsOf(['a', 'error'], [["'=1", 'is wrong']]))[0]?.raw).toEqual({ a: '=1' });
    expect((await rowsOf(['a'], [["'=1"]]))[0]?.raw).toEqual({ a: "'=1" });
  });

  it('name the column of a fault', async () => {
    const fault = (column: number) => rowsOf(['a', '', 'b'], [new FileFault(2, column, 'is nonsense')]);
    await expect(fault(2)).rejects.toMatchObject({ line: 2, column: 'b' });
    await expect(fault(1)).rejects.toMatchObject({ column: 'column 2' });
    await expect(fault(7)).rejects.toMatchObject({ column: 'column 8' });
  });
});

it('the header is the first record that is not blank', () => {
  const at = (line: number, ...cells: readonly string[]): FileRecord => ({ line, bytes: 0, cells });
  expect(headerOf([at(1, '', ' '), at(2, 'a'), at(3, 'b')])?.line).toBe(2);
  expect(headerOf([at(1, '')])).toBeUndefined();
});

it('columns of one name are named once', () => {
  const header = fileHeader({ line: 3, bytes: 0, cells: ['Day', 'a', '', 'day', ' DAY', ''] });
  expect(doubledColumns(header)).toMatchObject([{ row: 3, column: 'day', code: 'DUPLICATE' }]);
});
