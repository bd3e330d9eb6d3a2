import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { endpoint, problem } from '@recoup/runtime/http/endpoint';
import { newId } from '@recoup/runtime/process/ids';
import * as z from 'zod';
import { presetNames } from '../../../domain/import/presets.ts';
import type { Imports } from '../../../ports/imports.ts';
import type { OpenItemFiles } from '../../../ports/open-item-files.ts';
import { findImport, type ImportResource, importResource } from '../../../reads/imports.ts';
import { type RowErrorResource, rowErrors } from '../../../reads/row-errors.ts';

const yes = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
const label = z.string().trim().min(1).max(60);

const importQuery = z
  .strictObject({
    source: label
      .default('erp')
      .describe('the system the file comes from; with entity and invoice number it names an item'),
    asOf: z.iso.date().describe('the day the file speaks of'),
    preset: z.enum(presetNames).default('recoup'),
    entity: label.optional(),
    currency: z.string().length(3).optional(),
    revenueShare: z.string().max(12).optional(),
    acceptValid: yes.describe('take the valid rows even if others are invalid'),
    dryRun: yes.describe('check only'),
    fullSnapshot: yes.describe('the file names all that is open'),
    history: yes.describe(
      'read the settled invoices as history of their accounts; the ledger stays as it is',
    ),
  })
  .refine(({ history, fullSnapshot }) => !(history && fullSnapshot), {
    path: ['fullSnapshot'],
    message: 'a history says nothing of what is open',
  });

export type ImportRoutes = {
  readonly database: Database;
  readonly imports: Imports;
  readonly files: OpenItemFiles;
  readonly cursorSecret: string;
  /** Tells the worker that something waits. */
  readonly wake: () => void;
  /** How long a caller waits for the end before the answer is 202. */
  readonly patienceMs: number;
};

export const takeImportRoute = ({ database, imports, files, wake, patienceMs }: ImportRoutes) =>
  endpoint({
    method: 'post',
    path: '/v1/imports',
    summary: 'Take open items into the ledger: a file, or the same rows as JSON',
    access: { anyOf: ['CLIENT_ACCOUNTING'] },
    query: importQuery,
    body: { upload: { maxBytes: 1024 ** 3, contentTypes: ['text/csv', 'application/json'] } },
    answer: importResource,
    status: 201,
    keepsOwnKeys: true,
    handle: async ({ query, body, actor, requestId, idempotencyKey, fingerprint }) => {
      const asOf = toCalendarDate(query.asOf);
      if (!asOf) return problem(400, 'INVALID_INPUT', 'query/asOf: is no day from 1900 on');
      await files.keep(body.path, body.sha256);
      const registered = await imports.register({
        importId: newId(),
        requestedBy: actor.personId,
        idempotencyKey,
        fingerprint,
        correlationId: requestId,
        terms: {
          source: query.source,
          asOf,
          entity: query.entity ?? null,
          currency: query.currency ?? null,
          revenueShare: query.revenueShare ?? null,
        },
        preset: query.preset,
        acceptValid: query.acceptValid,
        dryRun: query.dryRun,
        fullSnapshot: query.fullSnapshot,
        history: query.history,
        file: {
          sha256: body.sha256,
          size: body.size,
          format: body.contentType === 'text/csv' ? 'csv' : 'json',
        },
      });
      if (registered.fingerprint !== fingerprint) {
        return problem(422, 'IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was used for another request');
      }
      wake();
      const ended = await patiently(database, registered.importId, patienceMs);
      return ended.state === 'REJECTED' || ended.state === 'FAILED'
        ? refusal(database, ended)
        : {
            status: ended.endedAt ? 201 : 202,
            body: ended,
            headers: { location: `/v1/imports/${ended.importId}` },
          };
    },
  });

const patiently = async (
  database: Database,
  importId: string,
  patienceMs: number,
): Promise<ImportResource> => {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await findImport(database, importId);
    if (!found) throw new Error(`import ${importId} is gone`);
    if (found.endedAt || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
};

const shownErrors = 100;

/** The answer to a file that was not taken: every row at fault, up to a hundred, and where to read the rest. */
const refusal = async (database: Database, refused: ImportResource) => {
  if (refused.state === 'FAILED') {
    return problem(500, 'IMPORT_FAILED', 'The import broke off; nothing was changed. Send it again.', {
      more: { importId: refused.importId },
    });
  }
  const found = await rowErrors(database, refused.importId, 0, shownErrors);
  const [first] = found;
  return problem(
    400,
    'IMPORT_REJECTED',
    first
      ? `${describe(first)}. Nothing was changed.`
      : 'Rows of this file are not valid. Nothing was changed.',
    {
      errors: found.map((error) => ({
        pointer: error.row > 0 ? `/rows/${error.row}/${error.column}` : `query/${error.column}`,
        code: error.code,
        message: error.reason,
        params: { row: error.row, column: error.column, value: error.value },
      })),
      more: { importId: refused.importId, rowsInvalid: refused.rows.invalid },
    },
  );
};

const describe = ({ row, column, reason }: RowErrorResource): string =>
  row > 0 ? `Line ${row}, ${column}: ${reason}` : `${column}: ${reason}`;
