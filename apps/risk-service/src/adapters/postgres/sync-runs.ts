import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database';
import { type RawBuilder, sql } from 'kysely';
import type { AccountId } from '../../domain/invoice.ts';
import type { SyncRun, SyncRuns } from '../../ports/sync-runs.ts';

/** Runs in the table `sync`; the database lets one at a time be under way. */
export const postgresSyncRuns = (database: Database): SyncRuns => ({
  request: async ({ syncId, asOf, requestedBy, at }) => {
    await database.rows(sql`
      insert into sync (sync_id, as_of, requested_by, requested_at, receivables)
      select ${syncId}, ${asOf}::date, ${requestedBy}, ${at.toISOString()}::timestamptz,
             (select count(*) from receivable where open_item)
      on conflict do nothing`);
    const run =
      (await readRun(database, sql`sync_id = ${syncId}`)) ??
      (await readRun(database, sql`finished_at is null`)) ??
      (await readRun(database, sql`requested_at = (select max(requested_at) from sync)`));
    if (!run) throw new Error('a run was neither begun nor found');
    return run;
  },

  knows: async (asOf) => {
    const [row] = await database.rows(sql`select 1 from sync where as_of = ${asOf}::date limit 1`);
    return row !== undefined;
  },

  claim: () => readRun(database, sql`finished_at is null`, sql`for update skip locked`),

  nextAccounts: async (syncId, receivables) => {
    const rows = await database.rows<{ account_id: AccountId }>(sql`
      select account_id from (
        select account_id, sum(items) over (order by account_id) - items as before
          from (select account_id, count(*) as items from receivable
                 where open_item and account_id > coalesce((select after_account from sync where sync_id = ${syncId}),
                                                           '00000000-0000-0000-0000-000000000000')
                 group by account_id order by account_id limit 500) as account) as next
       where before < ${receivables} order by account_id`);
    return rows.map((row) => row.account_id);
  },

  advance: async (syncId, last, done) => {
    await database.rows(sql`
      update sync set after_account = ${last}, receivables_done = receivables_done + ${done.receivablesDone},
             scores_changed = scores_changed + ${done.scoresChanged}, bands_changed = bands_changed + ${done.bandsChanged},
             cases_opened = cases_opened + ${done.casesOpened}
       where sync_id = ${syncId}`);
  },

  finish: async (syncId, at) => {
    await database.rows(sql`
      update sync set finished_at = ${at.toISOString()}::timestamptz where sync_id = ${syncId}`);
  },
});

/** One run by its id. */
export const findSync = (database: Database, syncId: string): Promise<SyncRun | undefined> =>
  readRun(database, sql`sync_id = ${syncId}`);

const readRun = async (
  database: Database,
  where: RawBuilder<unknown>,
  lock: RawBuilder<unknown> = sql``,
): Promise<SyncRun | undefined> => {
  const [row] = await database.rows<SyncRow>(sql`select * from sync where ${where} limit 1 ${lock}`);
  return (
    row && {
      syncId: row.sync_id,
      asOf: row.as_of,
      requestedAt: new Date(row.requested_at),
      finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
      receivables: row.receivables,
      receivablesDone: row.receivables_done,
      scoresChanged: row.scores_changed,
      bandsChanged: row.bands_changed,
      casesOpened: row.cases_opened,
    }
  );
};

type SyncRow = {
  readonly sync_id: string;
  readonly as_of: CalendarDate;
  readonly requested_at: string;
  readonly finished_at: string | null;
  readonly receivables: number;
  readonly receivables_done: number;
  readonly scores_changed: number;
  readonly bands_changed: number;
  readonly cases_opened: number;
};
