import { expect, it } from 'vitest';
import { day, usd } from '../domain/score/invoice.fixture.ts';
import { memoryDueAccounts } from '../ports/memory-risk-store.fixture.ts';
import type { PastInvoice, SettledHistory } from '../ports/settled-history.ts';
import { anAccount } from './scoring.fixture.ts';
import { takeInHistory } from './take-in-history.ts';

const acme = anAccount('B-1');
const settled = (change: Partial<PastInvoice> = {}): PastInvoice => ({
  source: 'erp',
  entity: 'US01',
  invoiceNumber: 'INV-1',
  accountNumber: 'B-1',
  accountName: 'Acme',
  clientNumber: 'C-1',
  invoiceDate: day('2025-01-01'),
  dueDate: day('2025-01-31'),
  settledOn: day('2025-02-20'),
  total: usd(10_000n),
  disputed: false,
  asOf: day('2026-03-31'),
  importId: 'import-1',
  ...change,
});

/** Invoices of the past in memory; of their accounts the ledger has published B-1 alone. */
const memoryHistory = (): SettledHistory => {
  const newest = new Map<string, PastInvoice>();
  return {
    keep: async (invoices) => {
      const changed = invoices.filter(
        (one) => one.asOf > (newest.get(one.invoiceNumber)?.asOf ?? day('1900-01-01')),
      );
      for (const one of changed) newest.set(one.invoiceNumber, one);
      return changed.some(({ accountNumber }) => accountNumber === 'B-1') ? [acme] : [];
    },
  };
};
const desk = () => {
  const { due, waiting } = memoryDueAccounts();
  const takeIn = takeInHistory({ transaction: (work) => work() }, memoryHistory(), due);
  return { takeIn, due, waiting };
};

it('has an account looked at again when its past is known better', async () => {
  const { takeIn, waiting } = desk();
  await takeIn([settled(), settled({ invoiceNumber: 'INV-2' })]);
  expect(waiting()).toEqual([acme]);
});

it('looks at no account that the ledger has not published, and at none of which nothing new was read', async () => {
  const { takeIn, due, waiting } = desk();
  await takeIn([settled({ accountNumber: 'B-9', invoiceNumber: 'INV-9' })]);
  expect(waiting()).toEqual([]);
  await takeIn([settled()]);
  await due.take([acme]);
  await takeIn([settled(), settled({ asOf: day('2026-01-31') })]);
  expect(waiting()).toEqual([]);
});
