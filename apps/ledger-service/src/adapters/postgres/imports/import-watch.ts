import { setTimeout as pause } from 'node:timers/promises';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { RowError } from '../../../domain/import/open-item.ts';
import type { ImportEnd, ImportWatch } from '../../../ports/imports/import-watch.ts';

const shownErrors = 100;
const firstPauseMs = 40;
const longestPauseMs = 1_000;

/** Looks again and again at an import's row, for as long as a caller waits: the longer an import takes, the more seldom. */
export const postgresImportWatch = (database: Queries, wake: () => void, waitMs: number): ImportWatch => ({
  wake,
  endOfImport: async (importId) => {
    const until = Date.now() + waitMs;
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, 2 * pauseMs)) {
      const end = await endNow(database, importId);
      if (end || Date.now() > until) return end;
      await pause(pauseMs);
    }
  },
});

type Stand = {
  readonly state: 'PENDING' | 'CHECKING' | 'COMMITTING' | ImportEnd['state'];
  readonly rows_invalid: number;
  readonly failure: string | null;
  readonly fetched: boolean;
};

const endNow = async (database: Queries, importId: string): Promise<ImportEnd | undefined> => {
  const [found] = await database.query<Stand>(sql`
    select state, rows_invalid, failure, file_sha256 is not null as fetched from import where import_id = ${importId}`);
  if (!found) throw new Error(`import ${importId} is gone`);
  switch (found.state) {
    case 'COMMITTED':
    case 'CHECKED':
      return { state: found.state };
    case 'FAILED':
      return { state: found.state, why: found.failure ?? '', fetched: found.fetched };
    case 'REJECTED':
      return {
        state: found.state,
        rowsInvalid: found.rows_invalid,
        errors: await firstErrors(database, importId),
      };
    default:
      return undefined;
  }
};

const firstErrors = (database: Queries, importId: string): Promise<RowError[]> =>
  database.query<RowError>(sql`
    select row_no as "row", column_nm as "column", value, code, reason
      from import_error where import_id = ${importId} and fatal
     order by code <> 'NOT_READABLE', row_no, column_nm limit ${shownErrors}`);
