import { describe, expect, it } from 'vitest';
import { type AccountItem, amountToUsualBp, profileOf, settledLateShareBp } from './account-profile.ts';
import { aProfile, day } from './invoice.fixture.ts';

const item = (facts: Partial<AccountItem>): AccountItem => ({
  dueDate: day('2026-03-01'),
  currency: 'USD',
  billedMinor: 100_00n,
  open: true,
  settledOn: null,
  ...facts,
});
const settledOn = (date: string) => item({ open: false, settledOn: day(date) });

describe('what an account says about its next invoice', () => {
  it('counts settlements more than 15 days late, and only those known before the day', () => {
    const items = [settledOn('2026-03-16'), settledOn('2026-03-17'), settledOn('2026-04-01')];
    const profile = profileOf(items, day('2026-04-01'));
    expect(profile).toMatchObject({ settled: 2, settledLate: 1 });
    expect(settledLateShareBp(profile)).toBe(5000);
    expect(settledLateShareBp(profileOf([], day('2026-04-01')))).toBeNull();
  });

  it('counts open items past their due date; the due date itself is not late', () => {
    const items = [item({}), item({ dueDate: day('2026-02-28') }), settledOn('2026-03-20')];
    expect(profileOf(items, day('2026-03-01')).overdueItems).toBe(1);
  });

  it('finds the usual amount for each currency from three invoices on', () => {
    const items = [
      item({ billedMinor: 500n }),
      item({ billedMinor: 100n }),
      item({ billedMinor: 300n, open: false }),
      item({ billedMinor: 9n, currency: 'EUR' }),
    ];
    expect(profileOf(items, day('2026-03-01')).usualMinor).toEqual(new Map([['USD', 300n]]));
  });

  it('keeps "above three times the usual" exact to the cent', () => {
    const profile = aProfile({ usualMinor: new Map([['USD', 100_000_000n]]) });
    expect(amountToUsualBp(profile, 300_000_000n, 'USD')).toBe(30_000);
    expect(amountToUsualBp(profile, 300_000_001n, 'USD')).toBe(30_001);
    expect(amountToUsualBp(profile, 300_000_001n, 'EUR')).toBeNull();
  });
});
