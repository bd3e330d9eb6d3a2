import type { Queries } from '@recoup/runtime/database/queries';
import { code, flag, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { sql } from 'kysely';
import * as z from 'zod';
import { rowErrorCodes } from '../../domain/import/open-item.ts';

/** What is wrong with one field of one row; not fatal when it only says what was done, such as a rounding. */
export const rowErrorResource = z.object({
  row: z.int(),
  column: z.string(),
  value: z.string(),
  code: z.enum(rowErrorCodes),
  reason: z.string(),
  fatal: z.boolean(),
});
export type RowErrorResource = z.infer<typeof rowErrorResource>;

export const rowErrorList = listOf({
  name: 'row-errors',
  id: 'import_error_id',
  filters: {
    row: range('whole', 'row_no'),
    column: code('column_nm'),
    code: oneOf(rowErrorCodes, 'code'),
    fatal: flag(sql`fatal`),
  },
  sorts: { row: by('row_no') },
  defaultSort: 'row',
});

/** A page of the row errors of an import. */
export const rowErrors = async (
  database: Queries,
  importId: string,
  { key, where, order, page }: PageAsked,
): Promise<Page<RowErrorResource>> => {
  const rows = await database.query<RowErrorResource & { readonly listKey: ListKey }>(sql`
    select row_no as "row", column_nm as "column", value, code, reason, fatal, ${key}
      from import_error where import_id = ${importId} and ${where} ${order}`);
  return page(rows, (row) => row);
};
