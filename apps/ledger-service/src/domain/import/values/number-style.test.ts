import { describe, expect, it } from 'vitest';
import { plainAmount } from './number-style.ts';

describe('an amount printed with commas between thousands', () => {
  it.each([
    ['1,234.50', '1234.50'],
    ['1,234,567', '1234567'],
    ['1234.50', '1234.50'],
    ['12', '12'],
    ['$1,234.50', '1234.50'],
    ['$ 5.00', '5.00'],
    ['5.00 €', '5.00'],
    ['(1,234.50)', '-1234.50'],
    ['($84.50)', '-84.50'],
    ['-$84.50', '-84.50'],
    ['$-84.50', '-84.50'],
    ['- 84.50', '-84.50'],
    ['1,234.50-', '-1234.50'],
    ['84.50- $', '-84.50'],
    [' 7.00 ', '7.00'],
    ['-0.00', '-0.00'],
  ])('%s is %s', (text, plain) => {
    expect(plainAmount(text, 'point', 'text')).toBe(plain);
  });

  it.each(
    [
      [
        '1.234,50',
        '1,23',
        '12,34.50',
        '1,2345',
        '1 234.50',
        '(-5.00)',
        '-5.00-',
        '--5.00',
        '5.',
        '.50',
        '',
        '$',
        'x5',
        '5x',
      ],
    ].flat(),
  )('does not read %j', (text) => {
    expect(plainAmount(text, 'point', 'text')).toBe(text);
  });
});

describe('an amount printed with a decimal comma', () => {
  it.each([
    ['1.234,50', '1234.50'],
    ['1.234,50-', '-1234.50'],
    ['1.234.567,8', '1234567.8'],
    ['1 234,50', '1234.50'],
    ['1\u00a0234\u00a0567,50', '1234567.50'],
    ['1\u202f234,50', '1234.50'],
    ["1'234,50", '1234.50'],
    ['1’234,50', '1234.50'],
    ['12.500', '12500'],
    ['0,00', '0.00'],
    ['1234,5', '1234.5'],
  ])('%s is %s', (text, plain) => {
    expect(plainAmount(text, 'comma', 'text')).toBe(plain);
  });

  it.each(['1,234.50', '1.23,00', '1.234 567,00', "1'234.567", '0.00', '1,2,3'])(
    'leaves %j as it is',
    (text) => {
      expect(plainAmount(text, 'comma', 'text')).toBe(text);
    },
  );

  it('is a number of a workbook where it could be nothing else', () => {
    expect(plainAmount('1284.5', 'comma', 'float')).toBe('1284.5');
    expect(plainAmount('-0.30000000000000004', 'comma', 'float')).toBe('-0.30000000000000004');
    expect(plainAmount('12', 'comma', 'float')).toBe('12');
    expect(plainAmount('12.500', 'comma', 'float')).toBe('12500');
    expect(plainAmount('1.234,50', 'comma', 'float')).toBe('1234.50');
  });
});

it('a plain amount is what it is', () => {
  expect(plainAmount('1,234.50', 'plain', 'text')).toBe('1,234.50');
  expect(plainAmount('(5)', 'plain', 'text')).toBe('(5)');
});
