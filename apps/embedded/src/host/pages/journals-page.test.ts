import { expect, it } from 'vitest';
import { journalsPage } from './journals-page.ts';

const state = (...journals: readonly unknown[]) => ({
  journalCount: journals.length,
  journals,
  applied: [],
  accounts: [
    { id: '119', number: '1200', name: 'Accounts Receivable' },
    { id: '612', number: '6100', name: 'Bad Debt' },
  ],
  currencies: [{ id: '1', code: 'USD' }],
});
const journal = (tranId: string, memo: string) => ({
  tranId,
  tranDate: '2026-03-31',
  approved: true,
  body: {
    memo,
    currency: { id: '1' },
    line: {
      items: [
        { account: { id: '612' }, debit: 41_250 },
        { account: { id: '119' }, credit: 41_250, memo: 'INV-1' },
      ],
    },
  },
});
const cells = (text: string) =>
  [...text.matchAll(/<t[hd][^>]*>([\s\S]*?)<\/t[hd]>/g)].map(([, cell = '']) =>
    cell
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );

it('shows each journal with its lines as an accountant reads them, the newest first', () => {
  const shown = cells(journalsPage(state(journal('JE1001', 'first'), journal('JE1002', 'second')), '/state'));
  expect(shown.slice(4, 13)).toEqual([
    'JE1002 of 2026-03-31, USD second',
    ...['6100 Bad Debt', '41,250.00', '', ''],
    ...['1200 Accounts Receivable', '', '41,250.00', 'INV-1'],
  ]);
  expect(shown[13]).toBe('JE1001 of 2026-03-31, USD first');
});

it('shows a memo as it was written, and lets it not act', () => {
  expect(journalsPage(state(journal('JE1001', '<script>')), '/state')).toContain('&lt;script&gt;');
});

it('shows what payments and credit memos apply to which invoices, where there are any', () => {
  const items = [
    { doc: { id: '71' }, amount: 1_000.5 },
    { doc: { id: '72' }, amount: 20 },
  ];
  const body = { memo: 'Write-off', currency: { id: '1' }, apply: { items } };
  const applied = [{ tranId: 'PYMT500001', tranDate: '2026-03-31', body }];
  expect(cells(journalsPage({ ...state(), applied }, '/state')).slice(3)).toEqual([
    ...['PYMT500001 of 2026-03-31, USD', '1,000.50 to 71, 20.00 to 72', 'Write-off'],
  ]);
  expect(journalsPage(state(), '/state')).not.toContain('Payments');
});

it('says that nothing was posted yet', () => {
  expect(journalsPage(state(), '/state')).toContain('0 posted');
});
