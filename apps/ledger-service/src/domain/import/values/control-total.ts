import { toCurrency } from '@recoup/domain/currency';
import { type Money, money, parseAmount } from '@recoup/domain/money';

/** Reads `USD 3355.25, EUR 12.00`, each currency once; undefined where it is anything else. */
export const readControlTotal = (text: string): readonly Money[] | undefined => {
  const totals = text.split(',').map((part) => {
    const [, code = '', amount = ''] = /^\s*([A-Z]{3})\s+(\S+)\s*$/.exec(part) ?? [];
    const currency = toCurrency(code);
    const read = currency && parseAmount(amount, currency);
    return read?.ok ? read.value : undefined;
  });
  const found = totals.filter((total) => total !== undefined);
  const currencies = new Set(found.map(({ currency }) => currency));
  return found.length === totals.length && currencies.size === totals.length ? found : undefined;
};

/** Sums by currency of what is stated row by row. */
export const statedSums = () => {
  const sums = new Map<Money['currency'], bigint>();
  return {
    add: ({ minor, currency }: Money): void => {
      sums.set(currency, (sums.get(currency) ?? 0n) + minor);
    },
    totals: (): readonly Money[] => [...sums].map(([currency, minor]) => money(minor, currency)),
  };
};
