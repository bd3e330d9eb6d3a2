import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import type { Id } from '@recoup/domain/id';
import { type Money, money } from '@recoup/domain/money';
import { type SideAmounts, sides } from '@recoup/domain/sides';
import type { ScopeKey } from '../people/person.ts';

export type ReceivableId = Id<'receivable'>;

/** A client or a debtor as the ledger knows it: an id for services, a number and a name for people. */
export type Party = { readonly id: string; readonly number: string; readonly name: string };

/** A receivable as the ledger last described it. The ledger owns it; packets read this copy. */
export type Receivable = {
  readonly id: ReceivableId;
  readonly entity: string;
  readonly department: string;
  readonly deal: string;
  readonly client: Party;
  readonly debtor: Party;
  readonly invoiceNumber: string;
  readonly invoiceDate: CalendarDate;
  readonly dueDate: CalendarDate;
  readonly currency: Currency;
  /** The id of the invoice in the general ledger, as far as its source names it. */
  readonly glReference: string | null;
  /** What its sides still owe. */
  readonly open: SideAmounts;
};

export const scopeKeyOf = ({ entity, department, client }: Receivable): ScopeKey => ({
  entity,
  department,
  clientId: client.id,
});

/** Each scope key of a packet's receivables once, in a fixed order; of a packet without any, its client. */
export const scopeKeysOf = (clientId: string, receivables: readonly Receivable[]): readonly ScopeKey[] => {
  if (receivables.length === 0) return [{ entity: null, department: null, clientId }];
  const keys = new Map(
    receivables.map((receivable) => {
      const key = scopeKeyOf(receivable);
      return [JSON.stringify([key.entity, key.department]), key] as const;
    }),
  );
  return [...keys].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, key]) => key);
};

/** The commission of a receivable: its open revenue side, without tax and fees (ruling 5). */
export const commissionOf = ({ open, currency }: Receivable): Money => money(open.revenue, currency);

/** Whether any side of it is still open (ruling 18). */
export const isOpen = ({ open }: Receivable): boolean => sides.some((side) => open[side] !== 0n);

/** Whether any side of it is a credit; a credit balance cannot join a packet (ruling 18). */
export const isCredit = ({ open }: Receivable): boolean => sides.some((side) => open[side] < 0n);
