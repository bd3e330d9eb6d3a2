import { addDays, type CalendarDate, dayNumber } from '@recoup/domain/calendar-date';
import type { SeededRandom } from '@recoup/local/seeded-random';
import type { Habit } from './habits.ts';

/** From a day on this share of what was billed is open, in hundredths. */
type Open = { readonly from: CalendarDate; readonly percent: number };

/** What becomes of an invoice: when how much of it is open, and when it is disputed. */
export type InvoiceLife = {
  readonly open: readonly Open[];
  readonly dispute: {
    readonly reason: string;
    readonly opened: CalendarDate;
    readonly resolved: CalendarDate;
  } | null;
  /** The day on which the firm gave it up before it used Recoup, or null. */
  readonly givenUp: CalendarDate | null;
};

const reasons = ['short delivery', 'price not agreed', 'no purchase order', 'duplicate invoice'] as const;
/** Nobody keeps an invoice among the open ones for ever: what was not paid for so long was given up before. */
const givenUpAfterDays = 260;

/** Draws the life of an invoice by its debtor's habit; `silentFrom` is the day from which the debtor pays nothing. */
export const invoiceLife = (
  habit: Habit,
  issued: CalendarDate,
  due: CalendarDate,
  silentFrom: CalendarDate | null,
  random: SeededRandom,
): InvoiceLife => {
  const happens = (share: number) => random.below(10_000) < share * 10_000;
  const late = habit.meanDaysLate + Math.round(habit.spreadDays * normal(random));
  const disputed = happens(habit.disputes);
  const opened = addDays(issued, 5 + random.below(20));
  const resolved = addDays(opened, 14 + random.below(35));
  const agreed = addDays(due, Math.max(late, 1 - (dayNumber(due) - dayNumber(issued))));
  const paid = disputed && resolved >= agreed ? addDays(resolved, 6) : agreed;
  const dispute =
    disputed && opened < paid
      ? { reason: random.oneOf(reasons), opened, resolved: earlier(resolved, paid) }
      : null;
  const steps = [
    { from: issued, percent: 100 },
    ...(dispute && happens(0.4) ? [{ from: dispute.resolved, percent: 80 + random.below(15) }] : []),
    ...payments(habit, paid, happens, random),
  ];
  const kept = happens(habit.neverPays) ? steps.slice(0, 1) : steps;
  const open = kept.filter(({ from }, at) => at === 0 || silentFrom === null || from < silentFrom);
  const givenUp = (open.at(-1)?.percent ?? 0) > 0 ? addDays(due, givenUpAfterDays) : null;
  return { open, dispute, givenUp };
};

const payments = (
  habit: Habit,
  paid: CalendarDate,
  happens: (share: number) => boolean,
  random: SeededRandom,
): readonly Open[] => {
  const whole = { from: paid, percent: 0 };
  if (happens(habit.bounces)) {
    const returned = addDays(paid, 5);
    return [
      whole,
      { from: returned, percent: 100 },
      { from: addDays(returned, 20 + random.below(20)), percent: 0 },
    ];
  }
  if (happens(habit.partPayments)) {
    return [
      { from: paid, percent: 30 + random.below(40) },
      { from: addDays(paid, 14 + random.below(28)), percent: 0 },
    ];
  }
  return [whole];
};

const earlier = (one: CalendarDate, other: CalendarDate): CalendarDate => (one < other ? one : other);

/** The share that is open at the end of a day, in hundredths. */
export const openPercentOn = ({ open, givenUp }: InvoiceLife, day: CalendarDate): number =>
  givenUp !== null && givenUp <= day ? 0 : (open.findLast(({ from }) => from <= day)?.percent ?? 0);

/** The day by which all came in, as known on another day; nothing for what is open then. */
export const settledOn = (life: InvoiceLife, asOf: CalendarDate): CalendarDate | null => {
  const last = life.open.findLast(({ from }) => from <= asOf);
  return last && last.percent === 0 ? last.from : null;
};

/** Of a normal distribution with mean 0 and spread 1: the sum of twelve even draws less six. */
const normal = (random: SeededRandom): number =>
  Array.from({ length: 12 }, () => random.below(1_000_000) / 1_000_000).reduce((sum, one) => sum + one, -6);
