import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { flag, oneOf, range, text } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { presetNames } from '../domain/import/presets.ts';
import { importProgress, type ProgressRow, progressOf } from './import-progress.ts';
import { moneyOf } from './money.ts';

const importStates = [
  'PENDING',
  'CHECKING',
  'COMMITTING',
  'COMMITTED',
  'CHECKED',
  'REJECTED',
  'FAILED',
] as const;

export const importResource = z.object({
  importId: z.uuid(),
  state: z.enum(importStates),
  preset: z.enum(presetNames),
  source: z.string(),
  asOf: z.iso.date(),
  dryRun: z.boolean(),
  acceptValid: z.boolean(),
  history: z
    .boolean()
    .describe('whether settled invoices were read: they feed account signals and never the ledger'),
  fileSha256: z.string(),
  rows: z.object({
    total: z.int(),
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    notOpen: z.int(),
    invalid: z.int(),
    rounded: z.int(),
    settled: z.int().describe('read as history'),
    notSettled: z.int().describe('skipped, because only settled invoices are history'),
  }),
  closedAtSource: z
    .int()
    .describe('open items that a full snapshot no longer lists; a person decides whether to close them'),
  totals: z.array(
    z.object({
      clientNumber: z.string(),
      items: z.int(),
      open: money,
    }),
  ),
  progress: importProgress,
  failure: z.string().nullable(),
  createdAt: instant,
  startedAt: instant
    .nullable()
    .describe('when its file was begun; later than before once it was taken up again after an outage'),
  endedAt: instant.nullable(),
});
export type ImportResource = z.infer<typeof importResource>;

type ImportRow = ProgressRow & {
  readonly import_id: string;
  readonly state: ImportResource['state'];
  readonly preset: ImportResource['preset'];
  readonly source: string;
  readonly as_of: string;
  readonly dry_run: boolean;
  readonly accept_valid: boolean;
  readonly file_sha256: string;
  readonly rows_unchanged: number;
  readonly rows_not_open: number;
  readonly rows_invalid: number;
  readonly rows_rounded: number;
  readonly rows_not_settled: number;
  readonly closed_at_source: number;
  readonly totals: readonly { clientNumber: string; currency: string; items: number; minor: string }[];
  readonly failure: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
};

const columns = sql`*, extract(epoch from coalesce(ended_at, now()) - started_at) as seconds`;

export const findImport = async (
  database: Queries,
  importId: string,
): Promise<ImportResource | undefined> => {
  const [row] = await database.query<ImportRow>(sql`
    select ${columns} from import where import_id = ${importId}`);
  return row && toResource(row);
};

export const importList = listOf({
  name: 'imports',
  id: 'import_id',
  filters: {
    state: oneOf(importStates, 'state'),
    preset: oneOf(presetNames, 'preset'),
    source: text('source'),
    asOf: range('day', 'as_of'),
    createdAt: range('instant', 'created_at'),
    dryRun: flag(sql`dry_run`),
    history: flag(sql`history`),
  },
  sorts: { importId: by('import_id'), asOf: by('as_of') },
  defaultSort: '-importId',
});

/** A page of the imports. */
export const imports = async (
  database: Queries,
  { key, where, order, page }: PageAsked,
): Promise<Page<ImportResource>> => {
  const rows = await database.query<ImportRow & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${key} from import where ${where} ${order}`);
  return page(rows, toResource);
};

const toResource = (row: ImportRow): ImportResource => ({
  importId: row.import_id,
  state: row.state,
  preset: row.preset,
  source: row.source,
  asOf: row.as_of,
  dryRun: row.dry_run,
  acceptValid: row.accept_valid,
  history: row.history,
  fileSha256: row.file_sha256,
  rows: {
    total: row.rows_total,
    new: row.rows_new,
    changed: row.rows_changed,
    unchanged: row.rows_unchanged,
    notOpen: row.rows_not_open,
    invalid: row.rows_invalid,
    rounded: row.rows_rounded,
    settled: row.rows_settled,
    notSettled: row.rows_not_settled,
  },
  closedAtSource: row.closed_at_source,
  totals: row.totals.map(({ clientNumber, items, ...amount }) => ({
    clientNumber,
    items,
    open: moneyOf(amount),
  })),
  progress: progressOf(row),
  failure: row.failure,
  createdAt: instantText(row.created_at),
  startedAt: row.started_at && instantText(row.started_at),
  endedAt: row.ended_at && instantText(row.ended_at),
});
