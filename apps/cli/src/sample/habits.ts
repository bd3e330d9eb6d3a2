/** How a debtor pays, as a finance person would describe it. Days late count from the due date; a share is a part of one. */
export type Habit = {
  readonly name: 'prompt' | 'usual' | 'slow' | 'troubled' | 'failing';
  readonly meanDaysLate: number;
  readonly spreadDays: number;
  /** The share of invoices that it disputes. */
  readonly disputes: number;
  /** The share of invoices that it pays in two parts. */
  readonly partPayments: number;
  /** The share of payments that the bank returns. */
  readonly bounces: number;
  /** The share of invoices that it never pays. */
  readonly neverPays: number;
};

const habit = (
  name: Habit['name'],
  [meanDaysLate, spreadDays]: readonly [number, number],
  shares: Pick<Habit, 'disputes' | 'partPayments' | 'bounces' | 'neverPays'>,
): Habit => ({ name, meanDaysLate, spreadDays, ...shares });

const prompt = habit('prompt', [-2, 4], {
  disputes: 0.01,
  partPayments: 0.01,
  bounces: 0.004,
  neverPays: 0.001,
});
const usual = habit('usual', [6, 7], {
  disputes: 0.03,
  partPayments: 0.04,
  bounces: 0.012,
  neverPays: 0.0015,
});
const slow = habit('slow', [26, 12], { disputes: 0.05, partPayments: 0.12, bounces: 0.03, neverPays: 0.005 });
const troubled = habit('troubled', [33, 16], {
  disputes: 0.11,
  partPayments: 0.25,
  bounces: 0.06,
  neverPays: 0.03,
});
/** Pays late, and from some day on nothing at all. */
const failing = habit('failing', [20, 12], {
  disputes: 0.08,
  partPayments: 0.1,
  bounces: 0.06,
  neverPays: 0.02,
});

/** Of twenty debtors in a row; a portfolio repeats them. */
export const habits = [
  ...[prompt, usual, prompt, slow, prompt, usual, prompt, prompt, troubled, prompt],
  ...[usual, prompt, slow, prompt, usual, prompt, failing, prompt, usual, prompt],
] as const;
