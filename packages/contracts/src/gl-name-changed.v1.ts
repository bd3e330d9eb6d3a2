import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { growing } from './values.ts';

/** The general ledger's mapping names a customer, vendor or department of ours, or names it no more. */
export const GlNameChangedV1 = contract(
  'recoup.gl-name.changed.v1',
  topics.glNames,
  z.object({
    glNameId: z.uuid(),
    kind: growing(['CUSTOMER', 'VENDOR', 'DEPARTMENT']),
    /** Number of a debtor or client, or a department. */
    name: z.string(),
    mapped: z.boolean(),
  }),
);
