import { describe, expect, it } from 'vitest';
import { currencies, exponentOf, storedCurrency, toCurrency } from './currency.ts';

const decimals: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2: 'AED AUD BRL CAD CHF CNY CUP EUR GBP HKD INR KES MXN NOK SZL THB USD XCD XCG ZAR ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

describe('a currency', () => {
  it.each(
    Object.entries(decimals).flatMap(([digits, codes]) =>
      codes.split(' ').map((code): [string, number] => [code, Number(digits)]),
    ),
  )('%s has %i decimals', (code, digits) => {
    expect(toCurrency(code)).toBe(code);
    expect(exponentOf(storedCurrency(code))).toBe(digits);
  });

  it.each(['', ' ', 'usd', 'USD ', 'US', 'XXX', 'DEM', 'constructor', 'toString', '__proto__'])(
    'is not read from %j, which is a fault where it is stored',
    (code) => {
      expect(toCurrency(code)).toBeUndefined();
      expect(() => storedCurrency(code)).toThrow(`${code} is not a currency`);
    },
  );
});

it('all currencies are known by code, each once and in order', () => {
  expect(currencies).toEqual([...new Set(currencies)].sort());
  expect(currencies).toEqual(expect.arrayContaining(Object.values(decimals).join(' ').split(' ')));
  for (const code of currencies) expect(toCurrency(code)).toBe(code);
});
