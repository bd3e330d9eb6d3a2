import { randomRun, rounds } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import { withFormulaMark, withoutFormulaMark } from './formula-mark.ts';

it.each([
  ['@Acme', "'@Acme"],
  ['=1+1', "'=1+1"],
  ['-Acme', "'-Acme"],
  ['\tAcme', "'\tAcme"],
  ['-12.50', '-12.50'],
  ['-12,50', "'-12,50"],
  ["'Apostrophe Ltd", "'Apostrophe Ltd"],
  ["'=Acme", "''=Acme"],
  ['Acme', 'Acme'],
  ['', ''],
])('a spreadsheet runs nothing of %j, shown as %j', (cell, marked) => {
  expect(withFormulaMark(cell)).toBe(marked);
});

const { random } = randomRun('texts that may be formulas');

it('taken off again, the mark leaves every text as it was', () => {
  const signs = ["'", '=', '+', '-', '@', '\t', '\r', '1', '.', 'a', ' '] as const;
  for (let round = 0; round < rounds(2_000); round += 1) {
    const cell = Array.from({ length: random.below(5) }, () => random.oneOf(signs)).join('');
    expect(withoutFormulaMark(withFormulaMark(cell))).toBe(cell);
  }
});
