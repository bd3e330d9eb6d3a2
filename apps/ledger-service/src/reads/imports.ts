import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, flag, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { importProgress, importStages, type ProgressRow, progressOf, stagesOf } from './import-progress.ts';
import { type MinorAmount, moneyOf } from './money.ts';
import { sourceCode } from './registered-codes.ts';
import { amongVisible, visibleTo } from './visible-imports.ts';

const importStates = [
  'PENDING',
  'CHECKING',
  'COMMITTING',
  'COMMITTED',
  'CHECKED',
  'REJECTED',
  'FAILED',
  'UNDONE',
] as const;

const delimiterNames = ['comma', 'semicolon', 'tab'] as const;
export const nameOfDelimiter = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** How a file was read, and as what. */
export const readingResource = z.object({
  encoding: z.string().nullable(),
  delimiter: z.enum(delimiterNames).nullable(),
  sheet: z.string().nullable(),
  preset: z.string().nullable().describe('as which kind of file; null where none was found'),
  chosenBy: z
    .enum(['named', 'header'])
    .nullable()
    .describe('whether the sender named the kind or the header showed it'),
  header: z.int().nullable().describe('the line that names the columns'),
});

export const importResource = z.object({
  importId: z.uuid(),
  state: z.enum(importStates),
  preset: z
    .string()
    .nullable()
    .describe(
      'the kind of the file, or the name of a mapping of its source; null before its header showed it',
    ),
  presetVersion: z
    .int()
    .nullable()
    .describe('counts the ways in which the preset has read its files; null before the file was opened'),
  mapping: z
    .object({ version: z.int(), contentHash: z.string() })
    .nullable()
    .describe('the version of the mapping by which the file is read, where its preset is one'),
  source: z.string(),
  asOf: z.iso.date(),
  requestedBy: z.object({ personId: z.string(), name: z.string().nullable() }),
  constants: z
    .object({
      entity: z.string().nullable(),
      currency: z.string().nullable(),
      revenueShare: z.string().nullable(),
    })
    .describe('what was given with the file because it has no column for it'),
  dryRun: z.boolean(),
  acceptValid: z.boolean(),
  fullSnapshot: z.boolean(),
  history: z
    .boolean()
    .describe('whether settled invoices were read: they feed account signals and never the ledger'),
  fileSha256: z.string().nullable().describe('null until the connected system has answered'),
  reading: readingResource.nullable().describe('how the file was read; null before it was opened'),
  rows: z.object({
    total: z.int(),
    new: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    closed: z.int().describe('settled at the source since the last file'),
    older: z.int().describe('of items that a newer file has named: nothing was changed'),
    overtaken: z
      .int()
      .describe('of items that changed in the ledger while the file was taken in: left as they stand'),
    repeated: z.int().describe('the same as an earlier row of the file'),
    writtenOff: z.int().describe('news of what is written off: taken note of, never posted'),
    notOpen: z.int().describe('issued after the day of the file, or unknown and with nothing open'),
    notItems: z.int().describe('headings, totals and the like between the items: passed by'),
    credits: z.int().describe('credits and payments: listed with their amounts and not taken'),
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
  controlTotal: z
    .object({ given: z.array(money), stated: z.array(money).nullable() })
    .nullable()
    .describe('what was given to be stated as open in all, and what the file states, once it was read'),
  progress: importProgress,
  stages: importStages,
  failure: z.string().nullable().describe('why the last attempt broke off'),
  createdAt: instant,
  startedAt: instant
    .nullable()
    .describe('when its file was begun; later than before once it was taken up again after an outage'),
  endedAt: instant.nullable(),
  undone: z.object({ at: instant, by: z.string() }).nullable(),
});
export type ImportResource = z.infer<typeof importResource>;

type ImportRow = ProgressRow & {
  readonly import_id: string;
  readonly state: ImportResource['state'];
  readonly preset: string | null;
  readonly mapping_version: number | null;
  readonly mapping_hash: string | null;
  readonly control_total: readonly MinorAmount[] | null;
  readonly stated: readonly MinorAmount[] | null;
  readonly rows_not_items: number;
  readonly rows_credits: number;
  readonly source: string;
  readonly as_of: string;
  readonly dry_run: boolean;
  readonly accept_valid: boolean;
  readonly file_sha256: string | null;
  readonly reading: {
    readonly encoding: string | null;
    readonly delimiter: keyof typeof nameOfDelimiter | null;
    readonly sheet: string | null;
    readonly preset: string | null;
    readonly chosenBy: 'named' | 'header' | null;
    readonly header: number | null;
  } | null;
  readonly requested_by: string;
  readonly requested_by_name: string | null;
  readonly preset_version: number | null;
  readonly entity: string | null;
  readonly currency: string | null;
  readonly revenue_share: string | null;
  readonly full_snapshot: boolean;
  readonly rows_unchanged: number;
  readonly rows_older: number;
  readonly rows_overtaken: number;
  readonly rows_repeated: number;
  readonly rows_written_off: number;
  readonly rows_not_open: number;
  readonly rows_invalid: number;
  readonly rows_rounded: number;
  readonly rows_not_settled: number;
  readonly closed_at_source: number;
  readonly totals: readonly { clientNumber: string; currency: string; items: number; minor: string }[];
  readonly failure: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly undone_at: string | null;
  readonly undone_by: string | null;
};

const columns = sql`
  import.*, coalesce(claimed_until > now(), false) as held,
  state = 'PENDING' and exists (select from import other where other.source = import.source and other.import_id <> import.import_id
    and other.state in ('PENDING', 'CHECKING', 'COMMITTING') and other.claimed_until > now()) as waits, extract(epoch from coalesce(ended_at, now()) - started_at) as seconds,
  extract(epoch from read_at - started_at) as reading_seconds, extract(epoch from compared_at - read_at) as comparing_seconds,
  extract(epoch from posted_at - compared_at) as posting_seconds,
  extract(epoch from now() - compared_at) as posting_so_far,
  extract(epoch from coalesce(ended_at, now()) - posted_at) as publishing_seconds,
  (select display_name from directory_person where person_id::text = requested_by) as requested_by_name`;

export const findImport = async (
  database: Queries,
  actor: Actor,
  importId: string,
): Promise<ImportResource | undefined> => {
  const [row] = await database.query<ImportRow>(sql`
    select ${columns} from import where import_id = ${importId} and ${visibleTo(actor)}`);
  return row && toResource(row);
};

export const importList = listOf({
  name: 'imports',
  id: 'import_id',
  filters: {
    state: oneOf(importStates, 'state'),
    preset: code('preset'),
    source: sourceCode('import.source'),
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
  actor: Actor,
  { key, where, order, page }: PageAsked,
): Promise<Page<ImportResource>> => {
  const among = await amongVisible(database, actor);
  const rows = await database.query<ImportRow & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${key} from import where ${where} and ${among} and ${visibleTo(actor)} ${order}`);
  return page(rows, toResource);
};

const toResource = (row: ImportRow): ImportResource => ({
  importId: row.import_id,
  state: row.state,
  preset: row.preset,
  presetVersion: row.preset_version,
  mapping:
    row.mapping_version === null || row.mapping_hash === null
      ? null
      : { version: row.mapping_version, contentHash: row.mapping_hash },
  source: row.source,
  asOf: row.as_of,
  requestedBy: { personId: row.requested_by, name: row.requested_by_name },
  constants: { entity: row.entity, currency: row.currency, revenueShare: row.revenue_share },
  dryRun: row.dry_run,
  acceptValid: row.accept_valid,
  fullSnapshot: row.full_snapshot,
  history: row.history,
  fileSha256: row.file_sha256,
  reading: row.reading && {
    ...row.reading,
    delimiter: row.reading.delimiter && nameOfDelimiter[row.reading.delimiter],
  },
  rows: {
    total: row.rows_total,
    new: row.rows_new,
    changed: row.rows_changed,
    unchanged: row.rows_unchanged,
    closed: row.rows_closed,
    older: row.rows_older,
    overtaken: row.rows_overtaken,
    repeated: row.rows_repeated,
    writtenOff: row.rows_written_off,
    notOpen: row.rows_not_open,
    notItems: row.rows_not_items,
    credits: row.rows_credits,
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
  controlTotal: row.control_total && {
    given: row.control_total.map(moneyOf),
    stated: row.stated?.map(moneyOf) ?? null,
  },
  progress: progressOf(row),
  stages: stagesOf(row),
  failure: row.failure,
  createdAt: instantText(row.created_at),
  startedAt: row.started_at && instantText(row.started_at),
  endedAt: row.ended_at && instantText(row.ended_at),
  undone: row.undone_at && row.undone_by ? { at: instantText(row.undone_at), by: row.undone_by } : null,
});
