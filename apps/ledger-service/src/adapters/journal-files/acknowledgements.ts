import { parse } from 'csv-parse/sync';
import * as z from 'zod';

/** What the other end says of one document. */
const acknowledgement = z.object({
  externalId: z.string().min(1),
  result: z.enum(['POSTED', 'REFUSED']),
  documentNumber: z.string().default(''),
  period: z.string().default(''),
  reason: z.string().default(''),
});
export type Acknowledgement = z.infer<typeof acknowledgement>;

/** Reads an acknowledgement file: JSON, or CSV with the same names as columns. A file that breaks off throws. */
export const readAcknowledgements = (content: string): readonly Acknowledgement[] => {
  const rows: unknown = content.trimStart().startsWith('[')
    ? JSON.parse(content)
    : parse(content, { columns: true, bom: true, trim: true, skip_empty_lines: true });
  return z.array(acknowledgement).parse(rows);
};
