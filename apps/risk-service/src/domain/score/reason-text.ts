import type { BandReason, ScoreReason } from './score.ts';
import type { FloorFact, SignalName } from './scorecard.ts';

const settledLate = 'of the invoices that this account has settled were paid more than 15 days late';

/** What a signal read, as a collector says it; nothing where it is not known. */
const readings: Readonly<Record<SignalName, (value: number) => string>> = {
  'overdue-days': (days) => (days > 0 ? `${counted(days, 'day')} overdue` : 'not overdue'),
  'settled-late-share': (share) => `${decimal(share / 100)} % ${settledLate}`,
  'open-dispute': (open) => (open === 1 ? 'the invoice is disputed' : 'no dispute'),
  'other-overdue-items': (items) => `${counted(items, 'other invoice')} of the account overdue`,
  'amount-to-usual': (share) => `${decimal(share / 10_000)} times the account's usual amount`,
};

const rules: Readonly<Record<'days-overdue' | 'score' | FloorFact, string>> = {
  'days-overdue': 'for its days overdue',
  score: 'for its score',
  'open-dispute': 'because it is disputed',
  'short-pay': 'because it was paid short',
  query: 'because the debtor has a query',
  'unresponsive-contact': 'because nobody could be reached',
  'repeated-delays': 'because payment was put off again and again',
  'deduction-risk': 'because the debtor may deduct from it',
  'broken-commitment-and-silence': 'because a promise was broken and nobody was heard from for a week',
};

/** Why an invoice has points, in words with the points behind: `20 days overdue (30 points)`. */
export const reasonText = ({ signal, value, points }: ScoreReason): string => {
  const reading = value === null ? `${signal.replaceAll('-', ' ')} not known` : readings[signal](value);
  return `${reading} (${counted(points, 'point')})`;
};

/** Why an invoice is in its band: `high for its days overdue`. */
export const bandReasonText = ({ rule, band }: BandReason): string => `${band} ${rules[rule]}`;

const counted = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
/** At most one decimal, and none that says nothing. */
const decimal = (value: number): string => String(Math.round(value * 10) / 10);
