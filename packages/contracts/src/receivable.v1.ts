import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { account, amount, client, currency, growing, sideAmounts } from './values.ts';

/** A receivable as it now stands. Every receivable event carries it whole; `version` equals the envelope's `sequence`. */
export const receivableState = z.object({
  receivableId: z.uuid(),
  version: z.int().positive(),
  source: z.string(),
  entity: z.string(),
  department: z.string(),
  deal: z.string(),
  /** What its source says of the agreement behind it: null what it never said, and a balance of zero. */
  agreement: z.object({
    type: z.string().nullable(),
    status: z.string().nullable(),
    stopDate: z.iso.date().nullable(),
    currentBalance: amount,
  }),
  client,
  account,
  agent: z.object({ number: z.string(), name: z.string() }).nullable(),
  invoiceNumber: z.string(),
  invoiceDate: z.iso.date(),
  dueDate: z.iso.date(),
  currency,
  /** What was billed; null where the source does not say it of every side. */
  billed: sideAmounts.nullable(),
  /** What was open when the ledger saw it first. */
  opening: sideAmounts,
  open: sideAmounts,
  dispute: z.object({ open: z.boolean(), reason: z.string().nullable() }),
  openItem: z.boolean(),
  writeOffStatus: growing(['WRITTEN_OFF', 'RECOVERED']).nullable(),
  excludeFromCecl: z.boolean(),
  /** The packet that wrote it off or recovered it last. */
  packetId: z.uuid().nullable(),
  /** The write-off that stands, with what it took from all sides; null where none does. */
  writeOff: z.object({ packetId: z.uuid(), amount, on: z.iso.date() }).nullable(),
  /** The last recovery or correction of it, whether it was written off again since or not. */
  recovered: z
    .object({ packetId: z.uuid(), kind: growing(['RECOVERY', 'CORRECTION']), on: z.iso.date() })
    .nullable(),
  /** What left nothing open, other than a write-off: cash, a credit or what the source says; null while something is open. */
  settled: z.object({ on: z.iso.date(), by: growing(['cash', 'credit', 'source']) }).nullable(),
  /** Amounts of tax authorities, revenue codes and kinds of fee, as far as the source names them; the sides include them. */
  components: z.array(
    z.object({
      side: growing(['revenue', 'payable', 'tax', 'fee']),
      component: z.string(),
      billed: amount.nullable(),
      opening: amount,
      open: amount,
    }),
  ),
  /** The as-of date of the file that last said something about it. */
  asOf: z.iso.date(),
  collectionClass: z.string().nullable(),
  /** The id of the invoice in the general ledger, as far as its source names it. */
  glReference: z.string().nullable(),
});
export type ReceivableState = z.infer<typeof receivableState>;

const ofReceivable = (verb: string) =>
  contract(`recoup.receivable.${verb}.v1`, topics.receivables, receivableState);

/** An open item entered the ledger for the first time. */
export const ReceivableImportedV1 = ofReceivable('imported');
/** A later file, a payment or a dispute changed the receivable. */
export const ReceivableUpdatedV1 = ofReceivable('updated');
/** An approved packet wrote the receivable off; its open sides are what the posting policy left open. */
export const ReceivableWrittenOffV1 = ofReceivable('written-off');
/** The recovery of its packet opened the receivable again, with its original dates. */
export const ReceivableReopenedV1 = ofReceivable('reopened');
/** The receivable was paid or credited in full. */
export const ReceivableClosedV1 = ofReceivable('closed');
