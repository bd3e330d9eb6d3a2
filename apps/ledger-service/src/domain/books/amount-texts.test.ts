import { expect, it } from 'vitest';
import { minorText, sideTexts } from './amount-texts.ts';

it('amounts are texts with the decimals of their currency, side by side', () => {
  expect(sideTexts({ revenue: 1n, payable: 200n, tax: 3_000n, fee: 0n }, 'USD')).toEqual({
    ...{ revenue: '0.01', payable: '2.00', tax: '30.00', fee: '0.00' },
  });
  expect([minorText(1_234n, 'JPY'), minorText(1_234n, 'KWD')]).toEqual(['1234', '1.234']);
});

it('an unknown currency is a fault', () => {
  expect(() => minorText(1n, 'XYZ')).toThrow('XYZ');
});
