import { money } from '@recoup/contracts/values';
import * as z from 'zod';
import { rowErrorCodes } from '../domain/import/open-item.ts';
import { numberStyles } from '../domain/import/values/number-style.ts';
import { readingResource } from './imports.ts';

const rowError = z.object({
  row: z.int(),
  column: z.string(),
  value: z.string(),
  code: z.enum(rowErrorCodes),
  reason: z.string(),
});
const party = z.object({ number: z.string(), name: z.string() });

/** How a file would be read. */
export const importPreview = z.object({
  reading: readingResource,
  dates: z
    .enum(['iso', 'day-first', 'month-first', 'ambiguous'])
    .nullable()
    .describe('the order of day and month, as the first rows show it or as it was given'),
  numbers: z.enum(numberStyles).nullable().describe('how amounts are printed'),
  kinds: z
    .array(
      z.object({
        preset: z.string(),
        matched: z.int().describe('how many of the columns by which this kind is known the file has'),
        known: z.int().describe('by how many columns this kind is known'),
        lacks: z.array(z.string()),
      }),
    )
    .describe('the kinds of file that were looked for, the best first'),
  columns: z
    .array(z.object({ name: z.string(), field: z.string().nullable() }))
    .describe('the columns of the file and what each is read as; null where it is not read'),
  rows: z.array(
    z.object({
      row: z.int(),
      cells: z.array(z.object({ column: z.string(), value: z.string() })),
      kind: z.enum(['item', 'settled', 'not-open', 'credit', 'not-item', 'invalid']),
      item: z
        .object({
          ...{ entity: z.string(), department: z.string(), deal: z.string() },
          ...{ client: party, debtor: party },
          invoiceNumber: z.string(),
          ...{ invoiceDate: z.iso.date(), dueDate: z.iso.date() },
          open: money,
        })
        .nullable(),
      errors: z.array(rowError),
      remarks: z.array(rowError),
    }),
  ),
  errors: z.array(rowError).describe('what is wrong with the file as a whole'),
});
