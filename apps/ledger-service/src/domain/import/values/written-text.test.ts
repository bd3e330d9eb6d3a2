import { describe, expect, it } from 'vitest';
import { codeFault, showsNothing, withoutDirections } from './written-text.ts';

describe('a number or code', () => {
  it.each(['1.92900341E+09', '1,9E+9', '5e+10', '-5E+10', '+5E+10', '="000124"', "'000125", '=""'])(
    'is not what a spreadsheet made of a number: %s',
    (text) => {
      expect(codeFault(text)).toEqual(['SPREADSHEET_NUMBER', expect.stringContaining('all its digits')]);
    },
  );

  it.each([
    '12E4',
    '5E-10',
    'E+09',
    '12E+4',
    'A5E+10',
    '5E+10A',
    '=A"1"',
    "O'Neill 7",
    '-None-',
    'INV–10',
    'Café',
    '1E+',
  ])('may look a little like one: %s', (text) => {
    expect(codeFault(text)).toBeUndefined();
  });

  it.each([
    ['\u200b', 'U+200B'],
    ['\u00ad', 'U+00AD'],
    ['\u2060', 'U+2060'],
    ['\u3164', 'U+3164'],
    ['\u2800', 'U+2800'],
    ['\ufe0f', 'U+FE0F'],
    ['\u034f', 'U+034F'],
    ['\u0007', 'U+0007'],
    ['\u{e0041}', 'U+E0041'],
  ])('holds nothing that cannot be seen: %j', (character, name) => {
    expect(codeFault(`INV${character}8`)).toEqual([
      'UNSEEN_CHARACTER',
      `holds a character that cannot be seen (${name}); type it anew`,
    ]);
  });
});

describe('a name', () => {
  it.each(['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069'])(
    'loses what turns its direction: %j',
    (sign) => {
      expect(withoutDirections(`Harbor ${sign}sgnidloH${sign}`)).toBe('Harbor sgnidloH');
    },
  );

  it.each(['Harbor', 'می\u200cخواهم', 'a\u200fb', 'a\u2065b', 'a\u206ab', 'a\u2029b'])(
    'keeps everything else: %j',
    (text) => {
      expect(withoutDirections(text)).toBe(text);
    },
  );

  it.each(['', ' ', '\u200b', '\u00a0\u3164', '\u2800\u0000'])('shows nothing as %j', (text) => {
    expect(showsNothing(text)).toBe(true);
  });

  it.each(['a', '\u200ba', 'a\u200b', '.'])('shows something as %j', (text) => {
    expect(showsNothing(text)).toBe(false);
  });
});
