import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { type Invoice, portfolio } from './portfolio.ts';
import { promiseHeader, promiseLine } from './promises.ts';
import { historyHeader, historyLine, openItemHeader, openItemLine } from './sample-open-items.ts';

const daysBetweenFiles = 7;

export type PortfolioFile = {
  readonly path: string;
  /** The day the file speaks of. */
  readonly asOf: CalendarDate;
  readonly lines: number;
  readonly holds: 'history' | 'open items' | 'promises';
};

type Plan = Omit<PortfolioFile, 'path' | 'lines'> & {
  readonly name: string;
  readonly header: string;
  readonly line: (invoice: Invoice) => string | undefined;
};

/**
 * Writes a portfolio into a folder: the settled invoices known on the day of the first file, three files of open items a week apart of
 * which the last has `rows` lines, and what debtors promised on the as-of date. Each file is written by itself, so memory stays flat.
 */
export const writePortfolio = async (
  folder: string,
  rows: number,
  asOf: CalendarDate,
  seed: number,
): Promise<readonly PortfolioFile[]> => {
  await mkdir(folder, { recursive: true });
  const written: PortfolioFile[] = [];
  for (const { name, header, line, ...plan } of plans(asOf)) {
    const path = join(folder, name);
    let lines = 0;
    const text = function* () {
      yield header;
      for (const invoice of portfolio(rows, asOf, seed)) {
        const one = line(invoice);
        if (one === undefined) continue;
        lines += 1;
        yield one;
      }
    };
    await pipeline(Readable.from(text()), createWriteStream(path));
    written.push({ ...plan, path, lines });
  }
  return written;
};

const plans = (asOf: CalendarDate): readonly Plan[] => {
  const [first, second] = [addDays(asOf, -2 * daysBetweenFiles), addDays(asOf, -daysBetweenFiles)];
  const openItems = (number: number, day: CalendarDate): Plan => ({
    name: `open-items-${number}.csv`,
    holds: 'open items',
    asOf: day,
    header: openItemHeader,
    line: (invoice) => openItemLine(invoice, day),
  });
  return [
    {
      name: 'history.csv',
      holds: 'history',
      asOf: first,
      header: historyHeader,
      line: (invoice) => historyLine(invoice, first),
    },
    ...[openItems(1, first), openItems(2, second), openItems(3, asOf)],
    {
      name: 'promises.csv',
      holds: 'promises',
      asOf,
      header: promiseHeader,
      line: (invoice) => promiseLine(invoice, asOf),
    },
  ];
};
