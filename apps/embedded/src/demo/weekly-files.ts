import { readFileSync } from 'node:fs';
import { counted } from '@recoup/cli/program/counted';
import { type PortfolioFile, writePortfolio } from '@recoup/cli/sample/write-portfolio';
import { addDays, type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';

/** A firm that was invented for one run: its past, and three weekly files of open items. */
export type WeeklyFiles = {
  readonly seed: number;
  readonly history: PortfolioFile;
  readonly weeks: readonly [PortfolioFile, PortfolioFile, PortfolioFile];
  /** Invoices by entity and number that are overdue, not disputed, and stand in all three files as they are. */
  readonly unpaid: ReadonlySet<string>;
  /** Overdue invoices of which the second file shows less than the first. */
  readonly paidInPart: ReadonlySet<string>;
};

const twoWeeks = 14;
/** From so many days overdue on a receivable has a case; up to so many it is not critical by its age. */
const [caseAfterDays, youngUntilDays] = [16, 21];
const firmsMax = 100;

/** Writes the files so that the first week is `today`, of the first firm from a seed on to which all happens that is to be shown. */
export const weeklyFiles = async (
  folder: string,
  rows: number,
  today: CalendarDate,
  seed: number,
): Promise<WeeklyFiles> => {
  for (let tried = seed; tried < seed + firmsMax; tried += 1) {
    const files = await filesOf(folder, rows, today, tried);
    if (files.unpaid.size > 0 && files.paidInPart.size > 0) return files;
  }
  throw new Error(`${counted(rows, 'row')} ${rows === 1 ? 'is' : 'are'} too few to show anything`);
};

const filesOf = async (
  folder: string,
  rows: number,
  today: CalendarDate,
  seed: number,
): Promise<WeeklyFiles> => {
  const files = await writePortfolio(folder, rows, addDays(today, twoWeeks), seed);
  const history = files.find(({ holds }) => holds === 'history');
  const [first, second, third] = files.filter(({ holds }) => holds === 'open items');
  if (!history || !first || !second || !third) throw new Error('the portfolio lacks a file');
  const [before, between, after] = [itemsIn(first), itemsIn(second), itemsIn(third)];
  const overdueDays = ({ due }: Item) => daysBetween(due, today);
  const named = (wanted: (item: Item, invoice: string) => boolean) =>
    new Set([...before].filter(([invoice, item]) => wanted(item, invoice)).map(([invoice]) => invoice));
  return {
    seed,
    history,
    weeks: [first, second, third],
    unpaid: named(
      (item, invoice) =>
        !item.disputed &&
        overdueDays(item) >= caseAfterDays &&
        overdueDays(item) <= youngUntilDays &&
        between.get(invoice)?.open === item.open &&
        after.get(invoice)?.open === item.open,
    ),
    paidInPart: named((item, invoice) => {
      const later = between.get(invoice);
      return overdueDays(item) >= caseAfterDays && later !== undefined && later.open < item.open;
    }),
  };
};

type Item = { readonly due: CalendarDate; readonly disputed: boolean; readonly open: number };

/** The items of a file; sample files quote nothing, and for what is compared here their amounts are exact enough. */
const itemsIn = ({ path }: PortfolioFile): ReadonlyMap<string, Item> => {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const cell = (column: string) => cells[columns.indexOf(column)] ?? '';
      const item = {
        due: cell('due_date') as CalendarDate,
        disputed: cell('dispute_open') === 'true',
        open: Number(cell('revenue_amount')) + Number(cell('payable_amount')),
      };
      return [invoiceKey(cell('entity'), cell('invoice_number')), item];
    }),
  );
};

export const invoiceKey = (entity: string, invoiceNumber: string): string => `${entity} ${invoiceNumber}`;
