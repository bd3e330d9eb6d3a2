import { expect, it } from 'vitest';
import * as z from 'zod';
import { wholeBigint, wholeNumber } from './whole-number.ts';

it.each([
  ['1', 1],
  ['-3', -3],
  ['0', 0],
  ['0012', 12],
  [500, 500],
])('reads %s as %i', (written, number) => {
  expect(wholeNumber(-3, 500).parse(written)).toBe(number);
});

it.each([
  '0x10',
  '+1',
  '1e0',
  ' 5',
  '5 ',
  '1.0',
  '1_000',
  '',
  '-',
  '--1',
  '½',
  '٣',
  'Infinity',
  null,
  true,
  ['1'],
])('takes %s for no number', (written) => {
  const message = 'must be a whole number in plain digits';
  expect(wholeNumber(-3, 500).safeParse(written).error?.issues).toMatchObject([{ message }]);
  expect(wholeBigint(0n).safeParse(written).error?.issues).toMatchObject([{ message }]);
});

it('names the limit that a number is beyond, however long it is', () => {
  const faultOf = (schema: z.ZodType, written: string) =>
    schema.safeParse(written).error?.issues.map(({ message }) => message);
  expect(faultOf(wholeNumber(1, 500), '0')).toEqual(['must be at least 1']);
  expect(faultOf(wholeNumber(1, 500), '9'.repeat(400))).toEqual(['must be at most 500']);
  expect(faultOf(wholeBigint(0n), '-1')).toEqual(['must be at least 0']);
  expect(faultOf(wholeBigint(0n), '9223372036854775808')).toEqual(['must be at most 9223372036854775807']);
  expect(wholeBigint(0n).parse('9223372036854775807')).toBe(9_223_372_036_854_775_807n);
});

it('is an integer within its limits to those who read the document', () => {
  const shown = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  expect(shown(wholeNumber(1, 500))).toMatchObject({ type: 'integer', minimum: 1, maximum: 500 });
  expect(shown(wholeNumber(1, 500).prefault(50))).toMatchObject({ default: 50 });
  expect(shown(wholeBigint(0n))).toMatchObject({ type: 'string', format: 'int64' });
});
