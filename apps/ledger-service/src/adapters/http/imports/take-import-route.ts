import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { endpoint, notFound, problem } from '@recoup/runtime/http/endpoint';
import { invalidInput } from '@recoup/runtime/http/input/invalid-input';
import { typedCode } from '@recoup/runtime/http/input/typed-text';
import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { ImportRefusal } from '../../../application/imports/request-import.ts';
import { presetNames } from '../../../domain/import/layouts/presets.ts';
import type { ImportTerms, RowError } from '../../../domain/import/open-item.ts';
import { readControlTotal } from '../../../domain/import/values/control-total.ts';
import { findImport, type ImportResource, importResource } from '../../../reads/imports.ts';
import { importScope } from './import-scope.ts';
import { formats, readingAsked, readingQuery, writingDeclared } from './reading-query.ts';

export const yes = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
export const label = typedCode(60);

export const presetAsked = label
  .optional()
  .describe(
    `the kind of the file: ${presetNames.join(', ')}, or the name of a mapping of its source; without it the header decides`,
  );

const importQuery = z
  .strictObject({
    source: label
      .default('erp')
      .describe('the system the file comes from; with entity and invoice number it names an item'),
    asOf: z.iso.date().describe('the date as of which the file states open items'),
    preset: presetAsked,
    entity: label.optional(),
    currency: z.string().length(3).optional(),
    revenueShare: z.string().max(12).optional(),
    acceptValid: yes.describe('take the valid rows even if others are invalid'),
    acceptWarnings: yes.describe('take the file even if its new items look like known ones'),
    dryRun: yes.describe('check only'),
    fullSnapshot: yes.describe('the file lists everything that is open'),
    history: yes.describe(
      'read the settled invoices as history of their accounts; the ledger is not changed',
    ),
    controlTotal: z
      .string()
      .max(200)
      .refine(
        (text) => readControlTotal(text) !== undefined,
        'must be a currency and an amount, such as USD 3355.25, or several with commas between them',
      )
      .optional()
      .describe('what the file must state as open in all, credits included, such as USD 3355.25'),
    ...readingQuery,
  })
  .refine(({ history, fullSnapshot }) => !(history && fullSnapshot), {
    path: ['fullSnapshot'],
    message: 'must be false for a history, which does not say what is open',
  })
  .refine(({ history, controlTotal }) => !(history && controlTotal), {
    path: ['controlTotal'],
    message: 'must not be given for a history, which does not say what is open',
  });

export const exampleFile = `entity,department,deal,client_id,client_name,buyer_id,buyer_name,agent_id,agent_name,invoice_number,invoice_date,due_date,currency,revenue_amount,payable_amount,tax_amount,fee_amount,dispute_open,dispute_reason
US01,Film,D-1,C-1,XYZ Corp,B-1,Acme Inc,A-1,Ann Agent,INV-1182,2026-01-30,2026-03-01,USD,1000.00,9000.00,100.00,20.00,false,
`;

const rejected = { status: 400, code: 'IMPORT_REJECTED' };
const failed = { status: 500, code: 'IMPORT_FAILED' };
const unknownPreset = { status: 400, code: 'UNKNOWN_PRESET' };
const unknownSource = { status: 400, code: 'UNKNOWN_SOURCE' };

/** What any import may be refused with. */
export const refusedImports = [rejected, failed, unknownSource];

export const takeImportRoute = (database: Queries, requestImport: Commands['requestImport']) =>
  endpoint({
    method: 'post',
    path: '/v1/imports',
    summary: 'Take open items into the ledger: a file, or the same rows as JSON',
    access: { anyOf: ['CLIENT_ACCOUNTING'] },
    refuses: [...refusedImports, unknownPreset],
    query: importQuery,
    body: { upload: { maxBytes: 1024 ** 3, contentTypes: [...formats.keys()], example: exampleFile } },
    answer: importResource,
    status: 201,
    keepsOwnKeys: true,
    handle: async ({ query, body, actor, requestId, idempotencyKey, fingerprint }) => {
      const result = await requestImport({
        requestedBy: actor.personId,
        requestKey: idempotencyKey,
        requestDigest: fingerprint,
        threadId: requestId,
        terms: termsOf(query),
        preset: query.preset ?? null,
        acceptValid: query.acceptValid,
        acceptWarnings: query.acceptWarnings,
        scope: importScope(actor),
        dryRun: query.dryRun,
        fullSnapshot: query.fullSnapshot,
        pulled: false,
        history: query.history,
        uploadPath: body.path,
        file: {
          sha256: body.sha256,
          size: body.size,
          format: formats.get(body.contentType) ?? 'csv',
        },
        reading: readingAsked(query),
        declared: writingDeclared(query),
        controlTotal: readControlTotal(query.controlTotal ?? '') ?? null,
      });
      if (!result.ok) return refusedImport(database, actor, result.refusal);
      return answeredImport(database, actor, result.value);
    },
  });

/** The import as it stands: ended, or under way. */
export const answeredImport = async (database: Queries, actor: Actor, importId: string) => {
  const found = await findImport(database, actor, importId);
  if (!found) return notFound('This import');
  return {
    status: found.endedAt ? 201 : 202,
    body: found,
    headers: { location: `/v1/imports/${found.importId}` },
  };
};

export const refusedImport = async (database: Queries, actor: Actor, refusal: ImportRefusal) => {
  const read = 'importId' in refusal ? await findImport(database, actor, refusal.importId) : undefined;
  return problemOf(refusal, read?.reading ?? null);
};

type TermsAsked = {
  readonly source: string;
  readonly asOf: string;
  readonly entity?: string | undefined;
  readonly currency?: string | undefined;
  readonly revenueShare?: string | undefined;
};

/** What the caller says of a file beside its rows. */
export const termsOf = (query: TermsAsked): ImportTerms => {
  const { source, entity = null, currency = null, revenueShare = null } = query;
  const asOf = toCalendarDate(query.asOf);
  if (asOf) return { source, asOf, entity, currency, revenueShare };
  const fault = { code: 'TOO_SMALL', message: 'must be a date from 1900-01-01 on, such as 2026-03-31' };
  throw invalidInput([{ pointer: 'query/asOf', ...fault }]);
};

const problemOf = (refusal: ImportRefusal, reading: ImportResource['reading']) => {
  switch (refusal.reason) {
    case 'unknown-source':
      return problem(
        unknownSource.status,
        unknownSource.code,
        `${refusal.source} is no registered source of open items. Two people register one with recoup sources add.`,
        { errors: [{ pointer: 'query/source', code: unknownSource.code, message: 'is not registered' }] },
      );
    case 'unknown-preset':
      return problem(
        unknownPreset.status,
        unknownPreset.code,
        `${refusal.preset} is neither a known kind of file (${presetNames.join(', ')}) nor a mapping of ${refusal.source}.`,
        { errors: [{ pointer: 'query/preset', code: unknownPreset.code, message: 'is not known' }] },
      );
    case 'key-used-for-another-request':
      return problem(
        422,
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was already used for a different request. Send a new one.',
      );
    case 'broken-off':
      return problem(
        failed.status,
        failed.code,
        'The import broke off and nothing was changed. Send the file again under a new Idempotency-Key.',
        {
          more: { importId: refusal.importId },
        },
      );
    case 'rows-invalid':
      return problem(rejected.status, rejected.code, `${sayFirst(refusal.errors)} Nothing was imported.`, {
        errors: refusal.errors.map((error) => ({
          pointer: pointerTo(error),
          code: error.code,
          message: error.reason,
          params: { row: error.row, column: error.column, value: error.value },
        })),
        more: { importId: refusal.importId, rowsInvalid: refusal.rowsInvalid, reading },
      });
  }
};

const shownMax = 40;

/** What the file as a whole may contradict, and a caller gave. */
const given = ['source', 'asOf', 'entity', 'currency', 'revenueShare', 'controlTotal'];

const pointerTo = ({ row, column }: RowError): string => {
  if (row > 0) return `/rows/${row}/${column}`;
  if (given.includes(column)) return `query/${column}`;
  return column === '' ? '' : `/columns/${column}`;
};

const sayFirst = ([first]: readonly RowError[]): string => {
  if (!first) return 'Some rows of this file are not valid.';
  const { row, column, value, reason } = first;
  if (row === 0) return `${column === '' ? 'The file' : column} ${reason}.`;
  const shown =
    value === '' ? '' : ` "${value.length > shownMax ? `${value.slice(0, shownMax)}...` : value}"`;
  return column === '' ? `Line ${row} ${reason}.` : `In line ${row}, ${column}${shown} ${reason}.`;
};
