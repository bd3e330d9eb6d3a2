import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import * as z from 'zod';
import { rowErrorCodes } from '../domain/import/open-item.ts';

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

export const rowErrors = (
  database: Queries,
  importId: string,
  skip: number,
  limit: number,
): Promise<RowErrorResource[]> =>
  database.query(sql`
    select row_no as "row", column_nm as "column", value, code, reason, fatal
      from import_error where import_id = ${importId}
     order by fatal desc, row_no, column_nm offset ${skip} limit ${limit}`);
