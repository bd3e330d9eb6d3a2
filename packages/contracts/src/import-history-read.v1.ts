import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { linesPerPart, money } from './values.ts';

const party = z.object({ number: z.string(), name: z.string() });

/** An invoice of the past: who owed it to whom, when it was due and when it was settled. Accounts go by the source's own number. */
const settledInvoice = z.object({
  entity: z.string(),
  client: party,
  account: party,
  invoiceNumber: z.string(),
  invoiceDate: z.iso.date(),
  dueDate: z.iso.date(),
  settledOn: z.iso.date(),
  /** What was billed on all four sides. */
  total: money,
  disputed: z.boolean(),
});

/**
 * One part of the settled invoices of a file, keyed by its import. They show how accounts pay and are not part of the ledger
 * (definition D2). Source, entity and invoice number identify an invoice; of two files the one with the later `asOf` counts.
 */
export const ImportHistoryReadV1 = contract(
  'recoup.import.history-read.v1',
  topics.ledger,
  z.object({
    importId: z.uuid(),
    source: z.string(),
    /** Every invoice below was settled on this day or before. */
    asOf: z.iso.date(),
    part: z.int().positive(),
    /** Whether no part follows. */
    last: z.boolean(),
    lines: z.array(settledInvoice).min(1).max(linesPerPart),
  }),
);
