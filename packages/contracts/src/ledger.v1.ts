import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { currency, growing, linesPerPart, money, sideAmounts } from './values.ts';

const ofLedger = <Shape extends z.ZodRawShape>(verb: string, shape: Shape) =>
  contract(`recoup.ledger.${verb}.v1`, topics.ledger, z.object({ packetId: z.uuid(), ...shape }));

/** Its number follows in an event of its own. */
const receipt = z.object({ cashReceiptId: z.uuid(), worksheetId: z.uuid() });

/** What each legal entity posted, in which of its months and under which of its policies. */
const entities = z
  .array(
    z.object({
      entity: z.string(),
      journalId: z.uuid(),
      /** The business date on which it was decided, and the day on which it counts in the books. */
      eventDate: z.iso.date(),
      accountingDate: z.iso.date(),
      period: z.string(),
      policyVersion: z.string(),
      totals: sideAmounts,
    }),
  )
  .min(1);

/**
 * How many documents of it go to a general ledger outside. One whose body cannot be made yet counts as one: what is made of it beyond that
 * is counted by the events of that document.
 */
const documentCount = z.int().nonnegative();

/** What a legal entity may lack so that nothing can be posted in it. */
const lackOfEntity = ['ENTITY_UNKNOWN', 'PERIOD_UNKNOWN', 'POLICY_MISSING', 'RATE_MISSING'];

/** The ledger wrote off an approved packet: receipt, worksheet, applications and journals are booked. */
export const LedgerWriteOffExecutedV1 = ofLedger('write-off-executed', {
  receipt,
  entities,
  executedAt: z.iso.datetime(),
  /** What the receipt cleared: the A/R credit. */
  total: money,
  sides: sideAmounts,
  receivableCount: z.int().nonnegative(),
  /** Whether documents of it go to a general ledger outside. */
  documented: z.boolean(),
  documentCount,
  /**
   * Receivables that had nothing left open and were dropped, and those executed for less than approved (ruling 14): the first
   * thousand of each, and how many there are. The ledger's log holds them all.
   */
  dropped: z.array(z.uuid()),
  droppedCount: z.int().nonnegative(),
  lowered: z.array(z.uuid()),
  loweredCount: z.int().nonnegative(),
  /** What was approved and executed of each receivable: those executed for less or dropped first, as many as a message holds. */
  lines: z
    .array(
      z.object({
        receivableId: z.uuid(),
        invoiceNumber: z.string(),
        approved: sideAmounts,
        executed: sideAmounts,
      }),
    )
    .max(linesPerPart),
});
/** The ledger refused to execute an approved packet; nothing was posted. */
export const LedgerWriteOffRefusedV1 = ofLedger('write-off-refused', {
  code: growing([
    ...[
      'AMOUNT_INCREASED',
      'CLOSED_AT_SOURCE',
      'CONTENT_MISMATCH',
      'CURRENCY_CHANGED',
      'NOTHING_OPEN',
      'NOT_FOUND',
    ],
    ...lackOfEntity,
  ]),
  reason: z.string(),
  receivables: z
    .array(
      z.object({
        receivableId: z.uuid(),
        invoiceNumber: z.string(),
        approved: sideAmounts,
        open: sideAmounts,
      }),
    )
    .max(100),
});
/** The ledger reversed the whole packet in the current open period. */
export const LedgerWriteOffRecoveredV1 = ofLedger('write-off-recovered', {
  /** A correction takes back a write-off that should never have been, and is no recovery in any figure. */
  kind: growing(['RECOVERY', 'CORRECTION']),
  receipt,
  entities,
  recoveredAt: z.iso.datetime(),
  total: money,
  receivableCount: z.int().nonnegative(),
  documentCount,
});
/** The ledger refused to recover a written-off packet; nothing was posted, and it can be asked again. */
export const LedgerWriteOffRecoveryRefusedV1 = ofLedger('write-off-recovery-refused', {
  code: growing([...lackOfEntity, 'DATE_BEFORE_WRITE_OFF']),
  reason: z.string(),
});
/** What was posted for a packet has its numbers, which have no gaps: the receipt, and each of the journals of this posting. */
export const LedgerNumberedV1 = ofLedger('numbered', {
  kind: growing(['WRITE_OFF', 'RECOVERY', 'CORRECTION']),
  receipt: z.object({ cashReceiptId: z.uuid(), receiptNo: z.string() }),
  journals: z.array(z.object({ journalId: z.uuid(), entity: z.string(), journalNo: z.string() })).min(1),
});

const posting = {
  glDocumentId: z.uuid(),
  externalId: z.string(),
  kind: growing(['WRITE_OFF', 'RECOVERY', 'CORRECTION']),
  /** What the document is there. An APPLICATION applies to invoices what a journal credits, and has no total of its own. */
  step: growing(['JOURNAL', 'APPLICATION', 'CREDIT_MEMO']),
  entity: z.string(),
  currency,
  total: money,
  /** How many more documents came of this one, whose body could be made only after its posting was published. */
  furtherCount: z.int().positive().optional(),
};
/** The general ledger has posted the document. */
export const LedgerGlPostedV1 = ofLedger('gl-posted', {
  ...posting,
  documentId: z.string(),
  /** Number and period that it was given there, where that was read. */
  tranId: z.string().nullable(),
  postingPeriod: z.string().nullable(),
});
/** The document stands in the general ledger and counts for nothing there until somebody approves it. */
export const LedgerGlAwaitingApprovalV1 = ofLedger('gl-awaiting-approval', {
  ...posting,
  documentId: z.string(),
  tranId: z.string().nullable(),
});
/** The document was handed over as a file; its acknowledgement is to come. */
export const LedgerGlExportedV1 = ofLedger('gl-exported', { ...posting, file: z.string() });
/** Another document stands under this one's key; a GL accountant must act. */
export const LedgerGlHeldV1 = ofLedger('gl-held', { ...posting, reason: z.string() });
/** Two GL accountants gave the document up, together with the recovery that would have followed it. */
export const LedgerGlCancelledV1 = ofLedger('gl-cancelled', { ...posting, reason: z.string() });
/** Two GL accountants entered the document by hand. */
export const LedgerGlPostedByHandV1 = ofLedger('gl-posted-by-hand', {
  ...posting,
  documentId: z.string(),
  reason: z.string(),
});
/** The general ledger refused the document, and a look-up found nothing under its key; a GL accountant must act. */
export const LedgerGlRejectedV1 = ofLedger('gl-rejected', {
  ...posting,
  /** At most a hundred, each detail at most a thousand characters. */
  errors: z.array(z.object({ code: z.string(), detail: z.string(), path: z.string().nullable() })),
});
/** It is not yet known whether the document arrived; a look-up by its key will show. */
export const LedgerGlUnknownV1 = ofLedger('gl-unknown', { ...posting, reason: z.string() });

/** Something about a receivable that the ledger does not decide by itself. */
const ledgerTask = z.object({
  taskId: z.uuid(),
  /**
   * LATE_CASH and NEW_CHARGE: the source states less, or more, of what is written off. BELOW_ZERO: it takes away more than is open.
   * ECHO_OVERDUE: it has not taken a posting in.
   */
  kind: growing(['LATE_CASH', 'NEW_CHARGE', 'BELOW_ZERO', 'ECHO_OVERDUE']),
  receivableId: z.uuid(),
  entity: z.string(),
  invoiceNumber: z.string(),
  amount: money,
  /** The import whose file said it; null where no file did. */
  importId: z.uuid().nullable(),
  dueOn: z.iso.date(),
  reason: z.string(),
});

export type LedgerTask = z.infer<typeof ledgerTask>;

/** A person must look at a receivable. */
export const LedgerTaskOpenedV1 = contract('recoup.ledger.task-opened.v1', topics.ledger, ledgerTask);
/** Somebody did, and says what came of it. */
export const LedgerTaskClosedV1 = contract(
  'recoup.ledger.task-closed.v1',
  topics.ledger,
  ledgerTask.extend({ closedBy: z.string() }),
);
