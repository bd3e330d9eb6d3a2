import { describe, expect, it } from 'vitest';
import { filesUnderTest } from './file-under-test.fixture.ts';

const { open, read, refused } = filesUnderTest();
const rowsOf = async (text: string) =>
  (await read(text, 'json')).all.map(({ line, cells }) => [line, ...cells]);

describe('a JSON list of rows', () => {
  it('gives the columns of all rows, then each row at its position', async () => {
    const text =
      '[{"entity":"US01","open":true},{"deal":"D-1","open":null, "entity": "a\\n\\u00fc\\ud83d\\ude00"},{}]';
    expect(await rowsOf(text)).toEqual([
      [0, 'entity', 'open', 'deal'],
      [1, 'US01', 'true', ''],
      [2, 'a\nü😀', '', 'D-1'],
      [3, '', '', ''],
    ]);
  });

  it.each(['[]', ' [ ] ', '\uFEFF[]'])('may be empty: %j', async (text) => {
    expect(await rowsOf(text)).toEqual([]);
  });

  it('may come in UTF-16', async () => {
    const { all } = await read(Buffer.from('\uFEFF[{"a":"Müller"}]', 'utf16le'), 'json');
    expect(all[1]?.cells).toEqual(['Müller']);
  });

  it('is read a piece at a time, with its bytes', async () => {
    const text = `[${Array.from({ length: 200_000 }, (_, row) => `{"a":"${row}"}`).join(',')}]`;
    const { records } = await open(text, 'json');
    const pieces = new Map<number, number>();
    for await (const { bytes } of records) pieces.set(bytes, (pieces.get(bytes) ?? 0) + 1);
    expect(Math.max(...pieces.values())).toBeLessThan(30_000);
    expect(Math.max(...pieces.keys())).toBe(text.length);
  });
});

describe('JSON that is no list of rows', () => {
  it.each<readonly [string, string, number, string | null, RegExp]>([
    ['a list in an object', '{"rows":[{"a":"1"}]}', 1, null, /must be a JSON list of rows/],
    ['a text', '"a"', 1, null, /must be a JSON list of rows/],
    ['CSV', 'entity,deal\nUS01,D-1\n', 1, null, /must be a JSON list of rows/],
    ['nothing', '', 1, null, /must be a JSON list of rows/],
    ['a list of lists', '[["a"]]', 1, null, /must be an object/],
    ['a list of texts', '[{"a":"1"},"b"]', 2, null, /must be an object/],
    ['a number', '[{"a":"1"},{"a":"1","b":12.50}]', 2, 'b', /in quotation marks, not a number/],
    ['a number at the end of a chunk', '[{"a":1', 1, null, /breaks off/],
    ['an object in a row', '[{"a":{"b":"1"}}]', 1, 'a', /not a list or an object/],
    ['a key twice', '[{"a":"1","a":"2"}]', 1, 'a', /stands twice/],
    ['a key twice, once escaped', '[{"a":"1","\\u0061":"2"}]', 1, 'a', /stands twice/],
    ['__proto__', '[{"__proto__":"x"}]', 1, null, /__proto__/],
    ['a comma too many', '[{"a":"1"},]', 2, null, /must be an object/],
    ['a comma too many in a row', '[{"a":"1",}]', 1, null, /not valid JSON/],
    ['no comma', '[{"a":"1"}{"a":"2"}]', 1, null, /not valid JSON/],
    ['no colon', '[{"a" "1"}]', 1, null, /not valid JSON/],
    ['a key without quotation marks', '[{a:"1"}]', 1, null, /not valid JSON/],
    ['an unfinished list', '[{"a":"1"}', 1, null, /breaks off/],
    ['an unfinished text', '[{"a":"1', 1, null, /breaks off/],
    ['something behind it', '[{"a":"1"}] x', 1, null, /not valid JSON|followed by something/],
    ['a second list', '[{"a":"1"}][]', 1, null, /not valid JSON|followed by something/],
    ['a text beyond 64 KiB', `[{"a":"${'x'.repeat(65_537)}"}]`, 1, 'a', /64 KiB/],
    ['an endless text', `[{"a":"${'x'.repeat(3_000_000)}`, 1, null, /longer than 1 MiB/],
  ])('is refused where the fault is: %s', async (_what, text, line, column, reason) => {
    expect(await refused(text, 'json')).toEqual({ line, column, reason: expect.stringMatching(reason) });
  });

  it('is refused where a byte is not in its encoding', async () => {
    expect(await refused(Buffer.from('[{"a":"M\xfcller"}]', 'latin1'), 'json')).toMatchObject({
      line: 1,
      column: 'a',
    });
  });
});
