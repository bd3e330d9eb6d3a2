import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { postedRoles } from '../../domain/books/journal.ts';

const table = z.record(z.string(), z.string().min(1));
const role = z.enum(postedRoles);

/** How our names become the general ledger's ids. `*` stands for every name that has no row of its own. */
export const glMapping = z.strictObject({
  subsidiaries: table,
  currencies: table,
  accounts: z.partialRecord(role, z.string().min(1)),
  /** Other accounts of some lines of a role: the row that names most of a line wins, the earlier one among equals. */
  accountExceptions: z
    .array(
      z.strictObject({
        role,
        side: z.enum(['revenue', 'payable', 'tax', 'fee']).optional(),
        department: z.string().min(1).optional(),
        id: z.string().min(1),
      }),
    )
    .default([]),
  /** Debtors, as customers. */
  customers: table,
  /** Clients, as vendors; where there is no such list, client payable lines name nobody. */
  vendors: table.optional(),
  departments: table.default({}),
  /** Whether a line may go without a department; then only its memo names it. */
  departmentRequired: z.boolean().default(false),
  /** How a write-off is posted; the other two need to know which invoices of the general ledger it clears. */
  strategy: z.enum(['JOURNAL', 'JOURNAL_AND_APPLICATION', 'CREDIT_MEMO']).default('JOURNAL'),
  /** Of credit memos: the items whose income accounts bear what is given up. */
  items: z.partialRecord(role, z.string().min(1)).default({}),
});
export type GlMapping = z.infer<typeof glMapping>;

export const readMapping = (path: string): GlMapping =>
  glMapping.parse(JSON.parse(readFileSync(path, 'utf8')));

/**
 * The mapped id, or that of the row `*`, in which `*` stands for the name itself: `eid:*` is the record with that external id.
 * Undefined where neither is there.
 */
export const mapped = (rows: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(rows, name) ? rows[name] : rows['*']?.replace('*', () => name);
