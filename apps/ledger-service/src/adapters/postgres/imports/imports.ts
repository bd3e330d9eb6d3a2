import { failpoint } from '@recoup/runtime/process/failpoint';
import { sql } from 'kysely';
import { ClaimLost, type Imports } from '../../../ports/imports/imports.ts';
import { commitImport } from './committing/commit-import.ts';
import { publishHistory } from './committing/publish-history.ts';
import { compareRows } from './comparing/compare-rows.ts';
import type { ImportParts } from './import-parts.ts';
import { claimSeconds, importQueue } from './import-queue.ts';
import { moneyJson } from './money-json.ts';
import { forget } from './staging/forget.ts';
import { noteRows } from './staging/note-rows.ts';
import { stageRows } from './staging/stage-rows.ts';
import { importOf, keepClaim } from './staging/this-try.ts';

export const postgresImports = (parts: ImportParts): Imports => {
  const { database } = parts;
  return {
    ...importQueue(database),

    registeredEntities: async () => {
      const entities = await database.query<{ code: string }>(sql`select code from legal_entity`);
      return entities.map(({ code }) => code);
    },
    begin: async (tried) => {
      await database.transaction(async () => {
        await keepClaim(database, tried);
        await forget(database, tried);
        await database.query(sql`delete from import_error where import_id = ${tried.importId}`);
        await database.query(sql`
          update import set state = 'CHECKING', started_at = now(), read_at = null, compared_at = null, posted_at = null,
                 rows_invalid = 0, bytes_done = 0, rows_staged = 0, rows_total = 0, rows_posted = 0, rows_done = 0
           where ${importOf(tried)}`);
      });
    },

    noteReading: async (tried, { columns, presetVersion, ...reading }) => {
      const kept = await database.query(sql`
        update import set reading = ${JSON.stringify(reading)}::jsonb, field_columns = ${JSON.stringify(columns)}::jsonb,
               preset = coalesce(${reading.preset}, preset),
               preset_version = ${presetVersion}::int
         where ${importOf(tried)} returning 1`);
      if (kept.length === 0) throw new ClaimLost(tried);
    },

    stage: async (tried, rows, invalid) => {
      await stageRows(database, tried, rows, invalid);
      failpoint('import-staged');
    },
    note: (tried, kind, notes) => noteRows(database, tried, notes, kind === 'error'),

    progress: async (tried, { bytesDone, rowsTotal, rowsNotOpen, rowsInvalid, rowsRounded, ...more }) => {
      const kept = await database.query(sql`
        update import set bytes_done = ${bytesDone}, rows_total = ${rowsTotal}, rows_not_open = ${rowsNotOpen},
               rows_invalid = ${rowsInvalid}, rows_rounded = ${rowsRounded}, rows_settled = ${more.rowsSettled},
               rows_not_settled = ${more.rowsNotSettled}, rows_not_items = ${more.rowsNotItems},
               rows_credits = ${more.rowsCredits}, stated_beside = ${moneyJson(more.statedBeside)}::jsonb,
               claimed_until = now() + make_interval(secs => ${claimSeconds})
         where ${importOf(tried)} returning 1`);
      if (kept.length === 0) throw new ClaimLost(tried);
    },

    compare: async (request) => {
      await database.query(sql`update import set read_at = now() where ${importOf(request)}`);
      const compared = await compareRows(database, request, parts);
      failpoint('import-compared');
      return compared;
    },
    commit: commitImport(parts),
    publishHistory: publishHistory(parts),

    end: async (tried, state, failure) => {
      await database.transaction(async () => {
        await keepClaim(database, tried);
        await forget(database, tried);
        await database.query(sql`
          update import set state = ${state}, ended_at = now(), claimed_until = null, failure = ${failure ?? null}
           where ${importOf(tried)}`);
      });
    },
  };
};
