import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** How our names become the general ledger's ids. `*` is the fallback row of a table. */
export const glMapping = z.strictObject({
  subsidiaries: z.record(z.string(), z.string()).and(z.object({ '*': z.string() })),
  currencies: z.record(z.string(), z.string()),
  accounts: z.strictObject({
    AR: z.string(),
    CPAY: z.string(),
    TAXP: z.string(),
    CLEXP: z.string(),
  }),
  /** A department that is not named, and without a fallback row, is left to the memo of the line. */
  departments: z.record(z.string(), z.string()).optional(),
  customers: z.record(z.string(), z.string()).and(z.object({ '*': z.string() })),
});
export type GlMapping = z.infer<typeof glMapping>;

export const readMapping = (path: string): GlMapping =>
  glMapping.parse(JSON.parse(readFileSync(path, 'utf8')));

/** The mapped id, or that of the fallback row, in which `*` stands for the name itself: `eid:*` is the record with that external id. */
export const mapped = (table: Readonly<Record<string, string>>, name: string): string =>
  table[name] ?? table['*']?.replace('*', () => name) ?? '';
