import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { SyncRuns } from '../ports/sync-runs.ts';

/** Answers the id of the run that is under way then. */
export type RequestSync = (requestedBy: string) => Promise<string>;

/** Asks for a look at every open receivable on today's business date. */
export const requestSync =
  (
    runs: SyncRuns,
    shardSize: number,
    today: () => CalendarDate,
    now: () => Date,
    newId: () => string,
  ): RequestSync =>
  (requestedBy) =>
    runs.request({ syncId: newId(), asOf: today(), requestedBy, at: now(), shardSize });

/** Asks for the day's run when nobody has (requirement P4). Answers that there is nothing more to do. */
export const requestDailySync =
  (runs: SyncRuns, request: RequestSync, today: () => CalendarDate) => async (): Promise<boolean> => {
    if (!(await runs.knows(today()))) await request('service:risk-service');
    return false;
  };
