import { type Currency, toCurrency } from '@recoup/domain/currency';
import { amountText, money } from '@recoup/domain/money';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import { withoutFloatNoise } from './float-noise.ts';

const currency = (code: string): Currency => toCurrency(code) ?? expect.unreachable(code);

it.each([
  ['0.30000000000000004', 'USD', '0.30'],
  ['-0.30000000000000004', 'USD', '-0.30'],
  ['1284.4999999999998', 'USD', '1284.50'],
  ['0.99999999999999989', 'USD', '1.00'],
  ['1000.0000000001', 'JPY', '1000'],
  ['1.2340000000000002', 'KWD', '1.234'],
  ['10.000001', 'USD', '10.00'],
  ['10.0000011', 'USD', '10.0000011'],
  ['10.005', 'USD', '10.005'],
  ['10.5', 'JPY', '10.5'],
  ['10.5', 'USD', '10.5'],
  ['10', 'USD', '10'],
  ['1,284.50', 'USD', '1,284.50'],
])('%s %s is %s', (text, code, amount) => {
  expect(withoutFloatNoise(text, currency(code))).toBe(amount);
});

const { random } = randomRun('amounts through a spreadsheet');

it('every amount that a spreadsheet keeps as a binary fraction comes back as it was', () => {
  for (let round = 0; round < rounds(2_000); round += 1) {
    const usd = currency('USD');
    const written = amountText(money(BigInt(random.below(2 ** 31)) * 100n + BigInt(random.below(100)), usd));
    const kept = Number(written);
    for (const digits of [kept.toFixed(20), ((kept * 3) / 3).toPrecision(17)])
      expect(withoutFloatNoise(digits, usd)).toBe(written);
  }
});
