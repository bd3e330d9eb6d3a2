import { describe, expect, it } from 'vitest';
import { amountToUsualBp, settledLateShareBp } from './account-profile.ts';
import { aProfile } from './invoice.fixture.ts';

describe('what an account says about its next invoice', () => {
  it('keeps "above three times the usual" exact to the cent', () => {
    const profile = aProfile({ usualMinor: new Map([['USD', 100_000_000n]]) });
    expect(amountToUsualBp(profile, 300_000_000n, 'USD')).toBe(30_000);
    expect(amountToUsualBp(profile, 300_000_001n, 'USD')).toBe(30_001);
  });

  it('does not know what is usual in a currency without enough invoices', () => {
    expect(amountToUsualBp(aProfile(), 5n, 'EUR')).toBeNull();
  });

  it('gives the late share in basis points, and none while nothing was settled', () => {
    expect(settledLateShareBp(aProfile({ settled: 3, settledLate: 1 }))).toBe(3333);
    expect(settledLateShareBp(aProfile())).toBeNull();
  });
});
