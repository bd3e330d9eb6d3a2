import * as z from 'zod';
import { glMapping } from './reads/registry/gl-mappings.ts';

/** With what an installation begins: legal entities, sources and the mapping of the general ledger. */
export const registrySeed = z.strictObject({
  entities: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      functionalCurrency: z.string(),
      timeZone: z.string(),
      calendar: z.string(),
    }),
  ),
  sources: z.array(
    z.strictObject({
      code: z.string(),
      partyPerEntity: z.boolean(),
      numberPerYear: z.boolean(),
      namesVary: z.boolean(),
      echoes: z.enum(['ALL', 'WRITE_OFFS', 'NONE']),
    }),
  ),
  glMapping: glMapping.optional(),
});
