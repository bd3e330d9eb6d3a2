import { storedCurrency } from '@recoup/domain/currency';
import { amountText, storedMoney, sum } from '@recoup/domain/money';
import * as z from 'zod';

const line = z.strictObject({
  role: z.string(),
  side: z.string(),
  department: z.string(),
  customer: z.string(),
  client: z.string(),
  debitMinor: z.string(),
  creditMinor: z.string(),
});

/** A journal in our own words, for a general ledger that maps them itself. */
export const fileJournal = z.strictObject({
  externalId: z.string(),
  entity: z.string(),
  currency: z.string(),
  accountingDate: z.string(),
  memo: z.string(),
  lines: z.array(line).min(1),
});
export type FileJournal = z.infer<typeof fileJournal>;

export const batchFormats = ['csv', 'json'] as const;
export type BatchFormat = (typeof batchFormats)[number];

const amount = (minor: string, currency: string): string => amountText(storedMoney(minor, currency));

/** By currency, what the whole batch must add up to at the other end. */
const controlTotals = (journals: readonly FileJournal[]) =>
  [...new Set(journals.map(({ currency }) => currency))].map((currency) => {
    const lines = journals.filter((one) => one.currency === currency).flatMap((one) => one.lines);
    const total = (minorOf: (of: FileJournal['lines'][number]) => string) =>
      amountText(
        sum(
          lines.map((one) => storedMoney(minorOf(one), currency)),
          storedCurrency(currency),
        ),
      );
    return {
      currency,
      lines: lines.length,
      debit: total(({ debitMinor }) => debitMinor),
      credit: total(({ creditMinor }) => creditMinor),
    };
  });

/** Journals as one file, with its control totals. */
export const batchText = (journals: readonly FileJournal[], format: BatchFormat): string =>
  format === 'json' ? jsonBatch(journals) : csvBatch(journals);

const jsonBatch = (journals: readonly FileJournal[]): string =>
  `${JSON.stringify(
    {
      version: 1,
      journals: journals.map(({ lines, ...head }) => ({
        ...head,
        lines: lines.map(({ debitMinor, creditMinor, ...rest }) => ({
          ...rest,
          debit: amount(debitMinor, head.currency),
          credit: amount(creditMinor, head.currency),
        })),
      })),
      control: { journals: journals.length, totals: controlTotals(journals) },
    },
    null,
    2,
  )}\n`;

const columns = [
  ...['record', 'externalId', 'entity', 'accountingDate', 'currency', 'role', 'side', 'department'],
  ...['customer', 'client', 'debit', 'credit', 'memo'],
];

const csvBatch = (journals: readonly FileJournal[]): string => {
  const rows = journals.flatMap((journal) =>
    journal.lines.map((one) => [
      ...['LINE', journal.externalId, journal.entity, journal.accountingDate, journal.currency],
      ...[one.role, one.side, text(one.department), text(one.customer), text(one.client)],
      ...[amount(one.debitMinor, journal.currency), amount(one.creditMinor, journal.currency)],
      text(journal.memo),
    ]),
  );
  const controls = controlTotals(journals).map(({ currency, lines, debit, credit }) => [
    ...['CONTROL', '', '', '', currency, '', '', '', '', ''],
    ...[debit, credit, `${lines} lines, ${journals.length} journals`],
  ]);
  return [columns, ...rows, ...controls].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
};

/** A text that a spreadsheet would take for a formula is shown as the text that it is. */
const text = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
