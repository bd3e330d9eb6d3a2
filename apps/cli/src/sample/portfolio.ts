import { addDays, type CalendarDate, dayNumber } from '@recoup/domain/calendar-date';
import type { SeededRandom } from '@recoup/local/seeded-random';
import { type Deal, type Debtor, debtorOf } from './debtors.ts';
import { type InvoiceLife, invoiceLife, openPercentOn } from './invoice-life.ts';

/** What was billed on each side, in dollars of the sample. */
export type Billed = {
  readonly revenue: number;
  readonly payable: number;
  readonly tax: number;
  readonly fee: number;
};

export type Invoice = {
  readonly number: string;
  readonly debtor: Debtor;
  readonly deal: Deal;
  readonly issued: CalendarDate;
  readonly due: CalendarDate;
  readonly billed: Billed;
  readonly life: InvoiceLife;
};

/** How the firm's share comes about: a tenth of what is billed. */
const commissionPercent = 10;
const monthsDays = 548;

/**
 * The invoices of eighteen months up to the as-of date, debtor by debtor, until so many of them are open at that date. The
 * same arguments give the same invoices; memory does not grow with their number.
 */
export function* portfolio(openItems: number, asOf: CalendarDate, seed: number): Generator<Invoice> {
  let open = 0;
  for (let ordinal = 0; open < openItems; ordinal += 1) {
    for (const invoice of invoicesOf(ordinal, asOf, seed)) {
      if (openPercentOn(invoice.life, asOf) > 0) {
        if (open === openItems) continue;
        open += 1;
      }
      yield invoice;
    }
  }
}

function* invoicesOf(ordinal: number, asOf: CalendarDate, seed: number): Generator<Invoice> {
  const { debtor, random } = debtorOf(ordinal, seed);
  // Another firm numbers its invoices in another way.
  const firm = (seed % 36 ** 3).toString(36).padStart(3, '0').toUpperCase();
  const silentFrom = debtor.habit.name === 'failing' ? addDays(asOf, -debtor.silentForDays) : null;
  let day = addDays(asOf, -monthsDays + random.below(debtor.everyDays));
  for (let sequence = 1; day <= asOf; sequence += 1) {
    const issued = onWorkday(day, -1);
    const due = onWorkday(addDays(issued, debtor.paymentTermDays), 1);
    const deal = debtor.deals[random.below(debtor.deals.length)] ?? debtor.deals[0];
    yield {
      number: `INV-${firm}-${String(ordinal).padStart(5, '0')}${String(sequence).padStart(3, '0')}`,
      debtor,
      deal,
      issued,
      due,
      billed: billedOf(debtor, deal, random),
      life: invoiceLife(debtor.habit, issued, due, silentFrom, random),
    };
    day = addDays(day, 1 + random.below(debtor.everyDays * 2 - 1));
  }
}

const billedOf = ({ usualAmount, entity }: Debtor, deal: Deal, random: SeededRandom): Billed => {
  const amount = usualAmount * (0.5 + random.below(100) / 100);
  const revenue = (amount * commissionPercent) / 100;
  return {
    revenue,
    payable: deal.commissionOnly ? 0 : amount - revenue,
    tax: (revenue * entity.taxPercent) / 100,
    fee: deal.fee,
  };
};

/** The day itself, or the next one that is no Saturday or Sunday, backwards (-1) or forwards (1). */
const onWorkday = (day: CalendarDate, direction: -1 | 1): CalendarDate => {
  // Day 0 was a Thursday.
  const weekday = (dayNumber(day) + 4) % 7;
  return weekday === 0 || weekday === 6 ? onWorkday(addDays(day, direction), direction) : day;
};
