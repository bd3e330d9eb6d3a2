import { expect, it } from 'vitest';
import { bandReasonText, reasonText } from './reason-text.ts';
import { floorFacts, type SignalName } from './scorecard.ts';

const reason = (signal: SignalName, value: number | null, points: number) =>
  reasonText({ signal, value, points, unit: 'days', threshold: null });

it.each([
  ['overdue-days', 20, 30, '20 days overdue (30 points)'],
  ['overdue-days', 1, 15, '1 day overdue (15 points)'],
  [
    'settled-late-share',
    5_926,
    20,
    '59.3 % of the invoices that this account has settled were paid more than 15 days late (20 points)',
  ],
  ['settled-late-share', null, 0, 'settled late share not known (0 points)'],
  ['open-dispute', 1, 10, 'the invoice is disputed (10 points)'],
  ['other-overdue-items', 1, 3, '1 other invoice of the account overdue (3 points)'],
  ['amount-to-usual', 51_673, 4, "5.2 times the account's usual amount (4 points)"],
] as const)('a score says why in words: %s of %s', (signal, value, points, text) => {
  expect(reason(signal, value, points)).toBe(text);
});

it('a band says in words which rule asked for it', () => {
  expect(bandReasonText({ rule: 'days-overdue', band: 'high' })).toBe('high for its days overdue');
  expect(bandReasonText({ rule: 'broken-commitment-and-silence', band: 'critical' })).toBe(
    'critical because a promise was broken and nobody was heard from for a week',
  );
  const texts = floorFacts.map((rule) => bandReasonText({ rule, band: 'medium' }));
  expect(texts.filter((text) => /undefined|[a-z]-[a-z]/.test(text))).toEqual([]);
});
