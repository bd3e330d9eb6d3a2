import type { RequiredEntityData } from '@mikro-orm/core';
import { exponentOf } from '@recoup/domain/currency';
import { isWaiting, type Packet } from '../../../domain/packet/packet.ts';
import type { PersonId } from '../../../domain/people/person.ts';
import type { PacketRow } from './packet-row.ts';

export type RowChange = {
  readonly at: Date;
  /** null when the system acted. */
  readonly by: PersonId | null;
  /** From which version on the packet belongs where it does. */
  readonly scopeVersion: number;
};

/**
 * The columns of a packet's row as the packet now stands. `receiptNo`, `deletedDt` and what is said of the general ledger are not the
 * packet's to say.
 */
export const toColumns = (packet: Packet, { at, by, scopeVersion }: RowChange) =>
  ({
    writeOffPacketId: packet.id,
    version: packet.version,
    packetName: packet.name.text,
    nameKey: packet.name.key,
    clientId: packet.client.id,
    clientNumber: packet.client.number,
    clientName: packet.client.name,
    currency: packet.currency,
    currencyExponent: exponentOf(packet.currency),
    packetEligibilityCriteriaCd: packet.defaultCriterion,
    packetStatusCd: packet.statusCd,
    currentApproverRole: isWaiting(packet) ? packet.awaiting[0] : null,
    round: packet.round,
    receivableCount: packet.receivableCount,
    totalCommissionMinor: packet.totalCommission.minor,
    createdByUserId: packet.createdBy.id,
    createdByName: packet.createdBy.name,
    createdDt: packet.createdAt,
    updatedDt: at,
    updatedByUserId: by,
    scopeVersion,
    ...submissionColumns(packet),
    ...rejectionColumns(packet),
    ...executionColumns(packet),
  }) satisfies RequiredEntityData<PacketRow>;

// A packet that was once submitted keeps its last submission for ever, so nothing is ever set back to null.
const submissionColumns = ({ submission }: Packet) =>
  submission === null
    ? {}
    : {
        submittedByUserId: submission.by.id,
        submittedByName: submission.by.name,
        submittedDt: submission.at,
        submittedOn: submission.on,
        submissionAttempt: submission.attempt,
        contentHash: submission.contentHash,
        dossierHash: submission.dossierHash,
        partCount: submission.parts,
        totalRevenueMinor: submission.totals.revenue,
        totalPayableMinor: submission.totals.payable,
        totalTaxMinor: submission.totals.tax,
        totalFeeMinor: submission.totals.fee,
        baseCurrency: submission.baseTotal.currency,
        baseTotalMinor: submission.baseTotal.minor,
        splitSumMinor: submission.splitSum?.minor ?? null,
        route: [...submission.route],
        policyVersion: submission.policyVersion,
      };

const rejectionColumns = ({ lastRejection }: Packet) => ({
  rejectedByUserId: lastRejection?.by.id ?? null,
  rejectedByName: lastRejection?.by.name ?? null,
  rejectedRole: lastRejection?.role ?? null,
  rejectedDt: lastRejection?.at ?? null,
  rejectionReason: lastRejection?.reason ?? null,
});

const executionColumns = (packet: Packet) => {
  const execution = 'execution' in packet ? packet.execution : null;
  const recovery = 'recovery' in packet ? packet.recovery : null;
  return {
    cashReceiptId: execution?.cashReceiptId ?? null,
    completedDt: execution?.completedAt ?? null,
    completedByUserId: execution?.completedBy ?? null,
    writtenOffOn: execution?.writtenOffOn ?? null,
    recoveryRequestedByUserId: recovery?.by.id ?? null,
    recoveryRequestedByName: recovery?.by.name ?? null,
    recoveryRequestedDt: recovery?.at ?? null,
    recoveryKind: recovery?.kind ?? null,
    recoveryReason: recovery?.reason ?? null,
    recoveredDt: 'recoveredAt' in packet ? packet.recoveredAt : null,
    recoveredByUserId: 'recoveredAt' in packet ? packet.recovery.by.id : null,
  };
};
