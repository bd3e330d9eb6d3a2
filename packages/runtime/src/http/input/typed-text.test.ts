import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parsePart } from './parse.ts';
import { exactCode, typedCode, typedLine, typedLines } from './typed-text.ts';

const forms = { line: typedLine(10), lines: typedLines(10), code: typedCode(10), exact: exactCode(10) };
type Form = keyof typeof forms;
const taking = (text: string): readonly Form[] =>
  (['line', 'lines', 'code', 'exact'] as const).filter((form) => forms[form].safeParse(text).success);
const every = ['line', 'lines', 'code', 'exact'];

describe('a text that a person types', () => {
  it.each([
    ['a letter', 'a', every],
    ['a letter of two UTF-16 units, ten times', '𝒜'.repeat(10), every],
    ['a mark alone', '?', every],
    ['a digit', '٣', every],
    ['a picture', '👍', every],
    ['Hebrew', 'שלום', every],
    ['a space within', 'a b', every],
    ['nothing', '', []],
    ['blanks', ' \t\n\u00a0\u3000', []],
    ['a blank of no width', '\u200b', []],
    ['an empty Braille cell', '\u2800', []],
    ['a Hangul filler', '\u3164', []],
    ['a mark of the order of bytes', '\ufeff', []],
    ['a joiner alone', '\u200d\u2060', []],
    ['eleven characters', 'abcdefghijk', []],
    ['an override of direction', 'a\u202eb', []],
    ['an embedding', 'a\u202ab', []],
    ['an isolate', 'a\u2067b', []],
    ['the end of an isolate', 'a\u2069b', []],
    ['a line break', 'a\nb', ['lines']],
    ['a line break of Windows', 'a\r\nb', ['lines']],
    ['a tab', 'a\tb', ['lines']],
    ['a separator of lines', 'a\u2028b', ['lines']],
    ['an escape', 'a\u001bb', []],
    ['a control of C1', 'a\u0085b', []],
    ['a joiner within', 'a\u200db', ['line', 'lines']],
    ['a soft hyphen', 'a\u00adb', ['line', 'lines']],
    ['a Hangul filler within', 'a\u3164b', ['line', 'lines']],
    ['an empty Braille cell within', 'a\u2800b', ['line', 'lines']],
    ['space around', '  a ', ['line', 'lines', 'code']],
  ])('with %s', (_what, text, takers) => {
    expect(taking(text)).toEqual(takers);
  });

  it('is kept without the space around it, and counted so', () => {
    expect(forms.line.parse(`  ${'a'.repeat(10)}\n`)).toBe('a'.repeat(10));
    expect(forms.lines.parse(' a\n b ')).toBe('a\n b');
  });

  it('is refused with one sentence and a code, and in the document has its lengths', () => {
    const faultOf = (text: string) => {
      try {
        return parsePart(z.strictObject({ name: typedLine(10) }), { name: text }, '');
      } catch (error) {
        return error instanceof Error && 'problem' in error ? error.problem : error;
      }
    };
    const fault = (code: string, message: string) => ({
      detail: `name ${message}`,
      errors: [{ pointer: '/name', code, message }],
    });
    expect(faultOf('')).toMatchObject(fault('TOO_SMALL', 'must not be empty'));
    expect(faultOf(`\u202e${'a'.repeat(10)}`)).toMatchObject(
      fault('TOO_BIG', 'must have at most 10 characters'),
    );
    expect(faultOf('a\u202e\n')).toMatchObject(
      fault('INVALID_TEXT', 'must not contain marks that turn the direction of writing'),
    );
    expect(z.toJSONSchema(typedLine(10))).toMatchObject({ type: 'string', minLength: 1, maxLength: 10 });
  });

  it('as a key is refused for what it holds, at its place', () => {
    const schema = z.strictObject({ ids: z.record(exactCode(10), exactCode(10)) });
    expect(() => parsePart(schema, { ids: { 'a ': 'b' } }, '')).toThrow(
      '400 INVALID_INPUT: ids/a  must not begin or end with a space',
    );
  });
});
