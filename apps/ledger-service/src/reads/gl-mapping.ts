import { sides } from '@recoup/domain/sides';
import * as z from 'zod';
import { postedRoles } from '../domain/books/journal.ts';
import type { GlMapping } from '../domain/general-ledger/gl-mapping.ts';

const ids = z.record(z.string(), z.string().min(1));
const role = z.enum(postedRoles);

/** The content of a mapping as people write it. */
export const glMapping: z.ZodType<GlMapping> = z.strictObject({
  subsidiaries: ids,
  currencies: ids,
  accounts: z.partialRecord(role, z.string().min(1)),
  accountExceptions: z
    .array(
      z.strictObject({
        role,
        side: z.enum(sides).optional(),
        department: z.string().min(1).optional(),
        id: z.string().min(1),
      }),
    )
    .default([]),
  customers: ids,
  vendors: ids.optional(),
  departments: ids.default({}),
  departmentRequired: z.boolean().default(false),
  strategy: z.enum(['JOURNAL', 'JOURNAL_AND_APPLICATION', 'CREDIT_MEMO']).default('JOURNAL'),
  items: z.partialRecord(role, z.string().min(1)).default({}),
});
