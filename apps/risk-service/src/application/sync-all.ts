import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { RiskBook } from '../ports/risk-book.ts';
import type { SyncRun, SyncRuns } from '../ports/sync-runs.ts';
import type { RescoreItems } from './rescore-items.ts';

const receivablesPerStep = 4_000;

export type RequestSync = (requestedBy: string) => Promise<SyncRun>;

/** Asks for a look at every open receivable on today's business date. */
export const requestSync =
  (runs: SyncRuns, today: () => CalendarDate, now: () => Date, newId: () => string): RequestSync =>
  (requestedBy) =>
    runs.request({ syncId: newId(), asOf: today(), requestedBy, at: now() });

export type StepSync = () => Promise<boolean>;

/**
 * Takes the next accounts of the run under way, in one transaction with its progress, so that a run goes on where it
 * stopped. Begins the day's run when nobody has (source 1: daily ledger sync). Answers whether there is more to do.
 */
export const stepSync =
  (
    book: RiskBook,
    runs: SyncRuns,
    rescore: RescoreItems,
    request: RequestSync,
    today: () => CalendarDate,
    now: () => Date,
  ): StepSync =>
  async () => {
    if (!(await runs.knows(today()))) await request('service:risk-service');
    return book.transaction(async () => {
      const run = await runs.claim();
      if (!run) return false;
      const accounts = await runs.nextAccounts(run.syncId, receivablesPerStep);
      const last = accounts.at(-1);
      if (!last) {
        await runs.finish(run.syncId, now());
        return false;
      }
      await book.lockAccounts(accounts);
      const rescored = await rescore({ accounts });
      const events = rescored.flatMap(({ change }) => change?.events ?? []);
      await runs.advance(run.syncId, last, {
        receivablesDone: rescored.length,
        scoresChanged: rescored.filter(({ row }) => row === 'scored').length,
        bandsChanged: events.filter(({ type }) => type === 'band-changed').length,
        casesOpened: events.filter(({ type }) => type === 'opened').length,
      });
      return true;
    });
  };
