import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { presetNames } from '../domain/import/presets.ts';
import { importProgress, type ProgressRow, progressOf } from './import-progress.ts';
import { moneyOf } from './money.ts';

export const importResource = z.object({
  importId: z.uuid(),
  state: z.enum(['PENDING', 'CHECKING', 'COMMITTING', 'COMMITTED', 'CHECKED', 'REJECTED', 'FAILED']),
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

export const findImport = async (
  database: Queries,
  importId: string,
): Promise<ImportResource | undefined> => {
  const [row] = await database.query<ImportRow>(sql`
    select *, extract(epoch from coalesce(ended_at, now()) - started_at) as seconds
      from import where import_id = ${importId}`);
  return row && toResource(row);
};

export const listImports = async (
  database: Queries,
  limit: number,
  after: readonly string[] | undefined,
): Promise<readonly ImportResource[]> => {
  const rows = await database.query<ImportRow>(sql`
    select *, extract(epoch from coalesce(ended_at, now()) - started_at) as seconds
      from import
     where ${after?.[0] ?? null}::uuid is null or import_id < ${after?.[0] ?? null}::uuid
     order by import_id desc limit ${limit + 1}`);
  return rows.map(toResource);
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
