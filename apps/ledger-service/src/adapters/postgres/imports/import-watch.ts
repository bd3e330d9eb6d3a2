import type { Database } from '@recoup/runtime/database/database';
import type { ImportEnd, ImportWatch } from '../../../ports/import-watch.ts';
import { findImport } from '../../../reads/imports.ts';
import { rowErrors } from '../../../reads/row-errors.ts';

const shownErrors = 100;
const pollMs = 40;

/** Looks again and again at an import's row, for as long as a caller waits. */
export const postgresImportWatch = (database: Database, wake: () => void, waitMs: number): ImportWatch => ({
  wake,
  endOf: async (importId) => {
    const until = Date.now() + waitMs;
    for (;;) {
      const end = await endNow(database, importId);
      if (end || Date.now() > until) return end;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  },
});

const endNow = async (database: Database, importId: string): Promise<ImportEnd | undefined> => {
  const found = await findImport(database, importId);
  if (!found) throw new Error(`import ${importId} is gone`);
  switch (found.state) {
    case 'COMMITTED':
    case 'CHECKED':
    case 'FAILED':
      return { state: found.state };
    case 'REJECTED':
      return {
        state: found.state,
        rowsInvalid: found.rows.invalid,
        errors: await rowErrors(database, importId, 0, shownErrors),
      };
    default:
      return undefined;
  }
};
