import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import { type Side, type SideAmounts, sides } from '@recoup/domain/sides';
import type { EntityTerms } from './entity-terms.ts';
import { usualRules } from './posting-policy.ts';
import type { LockedReceivable } from './receivable.ts';

/** A calendar day for tests; a text that is no day fails the test. */
export const on = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`no such day: ${text}`);
  return day;
};

/** A receivable of debtor B-1 and client C-1 in USD of US01 that has the amounts open, none of them on a component. */
export const aReceivable = (
  receivableId: string,
  open: Partial<SideAmounts>,
  change: Partial<LockedReceivable> = {},
): LockedReceivable => ({
  receivableId,
  entity: 'US01',
  department: 'Film',
  accountId: 'account of b-1',
  debtorId: 'b-1',
  clientId: 'c-1',
  currency: 'USD',
  maybeClosedAtSource: false,
  balances: sides
    .filter((side: Side) => (open[side] ?? 0n) > 0n)
    .map((side) => ({ side, component: '', openMinor: open[side] ?? 0n, carriedMinor: null })),
  ...change,
});

/** How an entity posts on the last of March 2026 when nothing is unusual. */
export const someTerms = (entity = 'US01', change: Partial<EntityTerms> = {}): EntityTerms => ({
  entity,
  functionalCurrency: 'USD',
  eventDate: on('2026-03-31'),
  accountingDate: on('2026-03-31'),
  policy: { ...usualRules, version: '1' },
  rate: null,
  ...change,
});

export const termsFor = (...terms: readonly EntityTerms[]): ReadonlyMap<string, EntityTerms> =>
  new Map(terms.map((own) => [own.entity, own]));
