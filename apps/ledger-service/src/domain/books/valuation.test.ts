import { storedCurrency } from '@recoup/domain/currency';
import { convert } from '@recoup/domain/fx-rate';
import { money } from '@recoup/domain/money';
import { randomRun, rounds } from '@recoup/testkit/random-run';
import { expect, it } from 'vitest';
import { on } from './books.fixture.ts';
import type { EntityTerms } from './entity-terms.ts';
import { type GroupedAmount, valuesOf } from './valuation.ts';

const { random } = randomRun('values of any amounts');
const upTo = (most: number): number => random.below(most + 1);

const [usd, eur] = [storedCurrency('USD'), storedCurrency('EUR')];
const rateOf = (rate: bigint, scale = 4): NonNullable<EntityTerms['rate']> => ({
  ...{ fxRateId: 'rate', day: on('2026-03-31'), rate, scale },
  ...{ from: usd, to: eur },
});
const sumOf = (minor: readonly bigint[]): bigint => minor.reduce((sum, one) => sum + one, 0n);

it('what amounts are worth sums to what their sum is worth, and each group is within a unit of its own worth', () => {
  for (let round = 0; round < rounds(2_000); round += 1) {
    const amounts: GroupedAmount[] = Array.from({ length: 1 + upTo(20) }, () => ({
      group: `line ${upTo(4)}`,
      minor: BigInt(upTo(3) === 0 ? 0 : upTo(5_000)),
    }));
    const rate = rateOf(BigInt(1 + upTo(30_000)), upTo(5));
    const values = valuesOf(amounts, 'USD', rate);
    const whole = sumOf(amounts.map(({ minor }) => minor));
    expect(sumOf(values)).toBe(convert(money(whole, usd), rate).minor);
    for (const [, members] of Map.groupBy(
      amounts.map((amount, at) => ({ ...amount, value: values[at] ?? 0n })),
      ({ group }) => group,
    )) {
      const own = convert(money(sumOf(members.map(({ minor }) => minor)), usd), rate).minor;
      const off = sumOf(members.map(({ value }) => value)) - own;
      expect(off >= -1n && off <= 1n).toBe(true);
    }
  }
});

it('a group is worth the same however its amounts are ordered and cut', () => {
  const rate = rateOf(9_005n);
  const ofGroups = (...amounts: readonly (readonly [group: string, minor: bigint])[]) => {
    const parts = amounts.map(([group, minor]) => ({ group, minor }));
    const values = valuesOf(parts, 'USD', rate);
    return ['a', 'b', 'c'].map((name) => sumOf(values.filter((_, at) => parts[at]?.group === name)));
  };
  const worth = ofGroups(['a', 335n], ['b', 335n], ['c', 335n]);
  // Three times 301.6675 are 905.0025, of which two groups get a unit more: which, their names say.
  expect(worth).toEqual([302n, 302n, 301n]);
  expect(ofGroups(['c', 111n], ['b', 335n], ['c', 224n], ['a', 334n], ['a', 1n])).toEqual(worth);
});

it('amounts in the functional currency are worth themselves', () => {
  expect(valuesOf([{ group: 'a', minor: 333n }], 'EUR', null)).toEqual([333n]);
});
