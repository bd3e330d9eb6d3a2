import * as z from 'zod';
import { contract } from './envelope.ts';
import { packetSummary } from './packet-summary.ts';
import { topics } from './topics.ts';
import { growing, money, personRef, sideAmounts } from './values.ts';

const ofPacket = <Shape extends z.ZodRawShape>(verb: string, shape: Shape) =>
  contract(`recoup.packet.${verb}.v1`, topics.packets, packetSummary.extend(shape));

const submission = {
  contentHash: z.string(),
  parts: z.int().positive(),
  /** The roles that must sign, in order, from the first. */
  route: z.array(z.string()).min(1),
  baseTotal: money,
  policyVersion: z.string(),
  /** The client's commission of the last 30 days when it reaches a higher threshold than this packet alone. */
  splitSuspect: money.nullable(),
};

/** The business date of the act in the time zone of each legal entity of the packet. */
const eventDates = z.array(z.object({ entity: z.string(), date: z.iso.date() })).min(1);

/** What the ledger did of what was approved: with less open it does less, and leaves out what has nothing open (ruling 14). */
const executed = z.object({
  total: money,
  sides: sideAmounts,
  receivableCount: z.int().nonnegative(),
  /** Receivables executed for less than approved, and those left out. */
  loweredCount: z.int().nonnegative(),
  droppedCount: z.int().nonnegative(),
});

/** A draft was created from selected receivables. */
export const PacketCreatedV1 = ofPacket('created', { createdBy: personRef });
/** The packet was submitted for the first time; its lines were published before, in content-frozen parts. */
export const PacketSubmittedV1 = ofPacket('submitted', submission);
/** The packet was submitted again after a rejection or a refused execution. */
export const PacketResubmittedV1 = ofPacket('resubmitted', { ...submission, contentChanged: z.boolean() });
/** One approver has signed. `recoup.packet.approved.v1` follows the last signature. */
export const PacketStageApprovedV1 = ofPacket('stage-approved', {
  approverRole: z.string(),
  approver: personRef,
  nextRole: z.string().nullable(),
  comment: z.string().nullable(),
});
/** Every role of the route has signed; the ledger executes on this event alone. */
export const PacketApprovedV1 = ofPacket('approved', {
  contentHash: z.string(),
  parts: z.int().positive(),
  /** Sums of the frozen lines per side. */
  totals: sideAmounts,
  policyVersion: z.string(),
  /** Who signed in this round, in order: what an approval stands on. */
  signatures: z
    .array(
      personRef.extend({
        role: z.string(),
        signedAt: z.iso.datetime(),
        /** The version of the packet that the signature made. */
        version: z.int().positive(),
      }),
    )
    .min(1),
  eventDates,
});
/** An approver returned the packet to Client Accounting with a reason. */
export const PacketRejectedV1 = ofPacket('rejected', {
  approverRole: z.string(),
  rejectedBy: personRef,
  reason: z.string().min(1),
});
/** The packet was cancelled; its receivables are free again. */
export const PacketCancelledV1 = ofPacket('cancelled', { cancelledBy: personRef });
/** A draft that was never submitted was deleted; its name and receivables are free again. */
export const PacketDeletedV1 = ofPacket('deleted', { deletedBy: personRef });
/** The ledger refused to execute; the packet is a draft again and needs every approval again. */
export const PacketExecutionRefusedV1 = ofPacket('execution-refused', {
  code: z.string(),
  reason: z.string(),
});
/** The ledger has written the packet off; the receipt is linked, whose number `recoup.ledger.numbered.v1` tells. */
export const PacketCompletedV1 = ofPacket('completed', {
  cashReceiptId: z.uuid(),
  completedAt: z.iso.datetime(),
  executed,
});
/** Client Accounting requested the recovery of the whole packet. */
export const PacketRecoveryRequestedV1 = ofPacket('recovery-requested', {
  requestedBy: personRef,
  cashReceiptId: z.uuid(),
  reason: z.string().nullable(),
  /** A recovery follows money that came in; a correction takes back a write-off that should never have been. */
  kind: growing(['RECOVERY', 'CORRECTION']),
  eventDates,
});
/** The ledger refused to recover; the packet stays complete, and its recovery can be requested again. */
export const PacketRecoveryRefusedV1 = ofPacket('recovery-refused', {
  code: z.string(),
  reason: z.string(),
});
/** The ledger has reversed the write-off; the receivables are open again. */
export const PacketRecoveredV1 = ofPacket('recovered', {
  cashReceiptId: z.uuid(),
  recoveredAt: z.iso.datetime(),
  /** What had been executed, all of which is reversed. */
  executed,
});
