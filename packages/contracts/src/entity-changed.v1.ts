import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { currency, growing } from './values.ts';

/** A legal entity as it now stands: whose days it decides by, in what it keeps its books, and what its general ledger can take. */
export const EntityChangedV1 = contract(
  'recoup.entity.changed.v1',
  topics.entities,
  z.object({
    entityId: z.uuid(),
    /** As files and packets name it. */
    code: z.string(),
    name: z.string(),
    functionalCurrency: currency,
    /** IANA name of its time zone. */
    timeZone: z.string(),
    /** Which days are business days there. */
    calendar: z.string(),
    /** What is mapped to ids of the general ledger; null while nothing is. */
    glMapping: z
      .object({
        version: z.string(),
        /** Roles of accounts: AR, CPAY, TAXP, CLEXP ... */
        accountRoles: z.array(z.string()),
        currencies: z.array(currency),
        /** Whether write-offs clear invoices there: then every receivable needs its `glReference`. */
        clearsInvoices: z.boolean(),
        /**
         * Of which names only those have an id there that `recoup.gl-name.changed.v1` says are mapped; of all others each has one, or needs
         * none.
         */
        listedNames: z.array(growing(['CUSTOMER', 'VENDOR', 'DEPARTMENT'])).optional(),
      })
      .nullable(),
  }),
);

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
