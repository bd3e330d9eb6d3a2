import { todayEverywhere } from '@recoup/cli/program/option-values';
import type { PortfolioFile } from '@recoup/cli/sample/write-portfolio';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { clockAt } from './clock.ts';
import { brokenPromiseStep, partPaymentStep, promiseStep, silenceStep } from './collecting-steps.ts';
import { importStep } from './import-steps.ts';
import type { Printer } from './printer.ts';
import { registerStep } from './register-steps.ts';
import { riskSteps, scoreAll } from './risk-steps.ts';
import type { Sessions } from './sessions.ts';
import { weeklyFiles } from './weekly-files.ts';

type Firm = { readonly address: string; readonly folder: string; readonly rows: number };

/** Two weeks of an invented firm: its files come in, and its collectors work. Answers the day on which that ends. */
export const firmSteps = async (
  sessions: Sessions,
  printer: Printer,
  { address, folder, rows }: Firm,
): Promise<CalendarDate> => {
  const clock = await clockAt(address);
  const today = (await clock?.toMorning()) ?? todayEverywhere();
  // Each run is about another firm, so that a second one finds nothing of the first in its way.
  const files = await weeklyFiles(folder, rows, today, Date.now() % 1_000_000_007);
  const source = `demo-${files.seed}`;
  const takeIn = (title: string, { path: file, asOf, holds }: PortfolioFile) =>
    importStep(sessions, printer, title, {
      file,
      asOf,
      source,
      preset: 'recoup',
      history: holds === 'history',
    });
  const [firstWeek, secondWeek, thirdWeek] = files.weeks;
  await registerStep(sessions, printer, { sources: [source] });

  const lead = await sessions.as('collections-lead-1');
  const { receivables: before } = await scoreAll(lead, 0);
  await takeIn('Eighteen months of settled invoices come in as history: how each debtor pays', files.history);
  const imported = await takeIn(`The open items of ${today} come in`, firstWeek);
  const receivables = before + imported.rows.new;
  await riskSteps(sessions, printer, receivables);
  if (!clock) {
    printer.line(
      'The clock of this installation cannot be moved: start it with MOVABLE_CLOCK=on to see days pass.',
    );
    return today;
  }

  const riskCaseId = await promiseStep(sessions, printer, today, files.unpaid);
  await brokenPromiseStep(sessions, printer, clock, today, riskCaseId);
  await silenceStep(sessions, printer, clock, today, { riskCaseId, address, receivables });
  await takeIn(
    `The file of ${secondWeek.asOf} comes in, with new items, payments and part payments`,
    secondWeek,
  );
  await partPaymentStep(sessions, printer, files.paidInPart);
  const lastDay = await clock.moveTo(today, 14);
  await takeIn(`The file of ${thirdWeek.asOf} comes in, with payments that the bank returned`, thirdWeek);
  return lastDay;
};
