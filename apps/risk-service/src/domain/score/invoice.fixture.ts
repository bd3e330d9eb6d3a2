import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { storedMoney } from '@recoup/domain/money';
import type { AccountProfile } from './account-profile.ts';
import type { AccountId, ClientId, Invoice, Promises, ReceivableId } from './invoice.ts';

/** A day that must exist. */
export const day = (text: string): CalendarDate => {
  const date = toCalendarDate(text);
  if (!date) throw new Error(`${text} is no day`);
  return date;
};

export const usd = (minor: bigint) => storedMoney(minor, 'USD');

export type InvoiceFacts = Partial<Omit<Invoice, 'promises'>> & { readonly promises?: Partial<Promises> };

/** INV-1182 of Acme, USD 18,000, due on 1 March 2026. */
export const anInvoice = ({ promises, ...facts }: InvoiceFacts = {}): Invoice => ({
  receivableId: '01920000-0000-7000-8000-000000000001' as ReceivableId,
  invoiceNumber: 'INV-1182',
  accountId: '01920000-0000-7000-8000-0000000000a1' as AccountId,
  accountName: 'Acme',
  clientId: '01920000-0000-7000-8000-0000000000c1' as ClientId,
  entity: 'US01',
  department: 'Music',
  issueDate: day('2026-01-30'),
  dueDate: day('2026-03-01'),
  outstanding: usd(1_800_000n),
  dispute: { open: false, reason: null },
  promises: { commitmentDate: null, brokenBefore: 0, lastContactOn: null, ...promises },
  ...facts,
});

/** An account of which nothing is known but one overdue invoice. */
export const aProfile = (facts: Partial<AccountProfile> = {}): AccountProfile => ({
  settled: 0,
  settledLate: 0,
  overdueItems: 1,
  usualMinor: new Map(),
  ...facts,
});
