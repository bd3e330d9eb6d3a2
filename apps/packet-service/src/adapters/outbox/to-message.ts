import * as packets from '@recoup/contracts/packet.v1';
import { PacketContentFrozenV1 } from '@recoup/contracts/packet-content-frozen.v1';
import { amountText, money, moneyText } from '@recoup/domain/money';
import { type SideAmounts, totalOf } from '@recoup/domain/sides';
import { type NewEvent, newEvent } from '@recoup/runtime/outbox/outbox';
import { partsOf } from '../../domain/packet/frozen-line.ts';
import {
  type Approval,
  approvalsOf,
  type CompletePacket,
  isWaiting,
  type Packet,
  type RecoveredPacket,
  type Submission,
} from '../../domain/packet/packet.ts';
import type { PacketEvent } from '../../domain/packet/packet-event.ts';
import { workflowStateOf } from '../../domain/packet/packet-status.ts';
import type { SubmissionRecord } from '../../domain/packet/submission-record.ts';
import type { PersonRef } from '../../domain/people/person.ts';

/** What other services learn of an event, in order; of an edit nothing. */
export const toMessages = (event: PacketEvent): readonly NewEvent[] => {
  const { packet } = event;
  const about = summary(packet);
  switch (event.type) {
    case 'packet-created':
      return [newEvent(packets.PacketCreatedV1, packet.id, { ...about, createdBy: ref(event.by) })];
    case 'receivables-added':
    case 'receivables-removed':
    case 'lines-edited':
    case 'header-edited':
    case 'document-attached':
      return [];
    case 'packet-submitted':
      return [
        ...contentParts(event.packet, event.content.record),
        newEvent(packets.PacketSubmittedV1, packet.id, {
          ...about,
          ...submissionOf(event.packet.submission),
        }),
      ];
    case 'packet-resubmitted':
      return [
        ...(event.content.newRound ? contentParts(event.packet, event.content.record) : []),
        newEvent(packets.PacketResubmittedV1, packet.id, {
          ...about,
          ...submissionOf(event.packet.submission),
          contentChanged: event.contentChanged,
        }),
      ];
    case 'packet-stage-approved':
      return [
        newEvent(packets.PacketStageApprovedV1, packet.id, {
          ...about,
          approverRole: event.role,
          approver: ref(event.by),
          nextRole: about.currentApproverRole,
          comment: event.comment,
        }),
      ];
    case 'packet-approved':
      return [
        newEvent(packets.PacketApprovedV1, packet.id, {
          ...about,
          ...approvedContent(event.packet.submission, packet.currency),
          signatures: event.packet.approvals.map(signature),
          eventDates: [...event.eventDates],
        }),
      ];
    case 'packet-rejected':
      return [
        newEvent(packets.PacketRejectedV1, packet.id, {
          ...about,
          approverRole: event.role,
          rejectedBy: ref(event.by),
          reason: event.comment,
        }),
      ];
    case 'packet-cancelled':
      return [newEvent(packets.PacketCancelledV1, packet.id, { ...about, cancelledBy: ref(event.by) })];
    case 'packet-deleted':
      return [newEvent(packets.PacketDeletedV1, packet.id, { ...about, deletedBy: ref(event.by) })];
    case 'packet-execution-refused': {
      const { code, comment: reason } = event;
      return [newEvent(packets.PacketExecutionRefusedV1, packet.id, { ...about, code, reason })];
    }
    case 'packet-completed':
      return [newEvent(packets.PacketCompletedV1, packet.id, { ...about, ...executionOf(event.packet) })];
    case 'packet-recovery-requested': {
      const { execution, recovery } = event.packet;
      return [
        newEvent(packets.PacketRecoveryRequestedV1, packet.id, {
          ...about,
          cashReceiptId: execution.cashReceiptId,
          requestedBy: ref(recovery.by),
          reason: recovery.reason,
          kind: recovery.kind,
          eventDates: [...event.eventDates],
        }),
      ];
    }
    case 'packet-recovery-refused': {
      const { code, comment: reason } = event;
      return [newEvent(packets.PacketRecoveryRefusedV1, packet.id, { ...about, code, reason })];
    }
    case 'packet-recovered': {
      const { cashReceiptId, executed } = executionOf(event.packet);
      const recoveredAt = event.packet.recoveredAt.toISOString();
      return [
        newEvent(packets.PacketRecoveredV1, packet.id, { ...about, cashReceiptId, recoveredAt, executed }),
      ];
    }
  }
};

const contentParts = (
  { id: packetId, round, submission: { contentHash } }: Packet & { readonly submission: Submission },
  { lines }: SubmissionRecord,
): readonly NewEvent[] =>
  partsOf(lines.map(({ frozen }) => frozen)).map((part, index, parts) =>
    newEvent(PacketContentFrozenV1, packetId, {
      packetId,
      round,
      contentHash,
      part: index + 1,
      parts: parts.length,
      lines: part.map((line) => ({ ...line })),
    }),
  );

const summary = (packet: Packet) => ({
  packetId: packet.id,
  version: packet.version,
  name: packet.name.text,
  client: { clientId: packet.client.id, number: packet.client.number, name: packet.client.name },
  currency: packet.currency,
  packetStatusCd: packet.statusCd,
  workflowState: workflowStateOf(packet.statusCd),
  totalCommission: moneyText(packet.totalCommission),
  receivableCount: packet.receivableCount,
  currentApproverRole: isWaiting(packet) ? packet.awaiting[0] : null,
  round: packet.round,
  submittedBy: packet.submission ? ref(packet.submission.by) : null,
  approvedBy: approvalsOf(packet).map(({ role, by }) => ({ ...ref(by), role })),
  entities: distinct(packet.scopeKeys.map(({ entity }) => entity)),
  departments: distinct(packet.scopeKeys.map(({ department }) => department)),
});

const submissionOf = (submission: Submission) => ({
  contentHash: submission.contentHash,
  parts: submission.parts,
  route: [...submission.route],
  baseTotal: moneyText(submission.baseTotal),
  policyVersion: submission.policyVersion,
  splitSuspect: submission.splitSum ? moneyText(submission.splitSum) : null,
});

const approvedContent = (
  { contentHash, parts, totals, policyVersion }: Submission,
  currency: Packet['currency'],
) => ({ contentHash, parts, totals: sidesText(totals, currency), policyVersion });

const executionOf = ({ execution, currency }: CompletePacket | RecoveredPacket) => {
  const { cashReceiptId, completedAt, executed } = execution;
  const { totals, ...counts } = executed;
  return {
    cashReceiptId,
    completedAt: completedAt.toISOString(),
    executed: {
      total: moneyText(money(totalOf(totals), currency)),
      sides: sidesText(totals, currency),
      ...counts,
    },
  };
};

const sidesText = (amounts: SideAmounts, currency: Packet['currency']) => {
  const text = (minor: bigint) => amountText(money(minor, currency));
  return {
    revenue: text(amounts.revenue),
    payable: text(amounts.payable),
    tax: text(amounts.tax),
    fee: text(amounts.fee),
  };
};

const signature = ({ role, by, at, version }: Approval) => ({
  ...ref(by),
  role,
  signedAt: at.toISOString(),
  version,
});

const ref = ({ id, name }: PersonRef) => ({ personId: id, name });
const distinct = (texts: readonly (string | null)[]): string[] =>
  [...new Set(texts)].filter((text) => text !== null).sort();
