import type { EventContract } from '@recoup/contracts/envelope';
import * as packets from '@recoup/contracts/packet.v1';
import { PacketContentFrozenV1 } from '@recoup/contracts/packet-content-frozen.v1';
import { amountText, type Money, money } from '@recoup/domain/money';
import { type NewEvent, newEvent } from '@recoup/runtime/outbox/outbox';
import {
  approvalsOf,
  isWaiting,
  type Packet,
  type PersonRef,
  type Submission,
} from '../../domain/packet/packet.ts';
import type { Change, PacketEvent } from '../../domain/packet/packet-change.ts';
import { workflowStateOf } from '../../domain/packet/packet-status.ts';

export const packetFacts = ({ packet, events }: Change): readonly NewEvent[] =>
  events.map((event) => toFact(packet, event));

const toFact = (packet: Packet, event: PacketEvent): NewEvent => {
  const about = (contract: EventContract, more: object): NewEvent => ({
    contract,
    subject: packet.id,
    data: { ...summary(packet), ...more },
  });
  switch (event.type) {
    case 'packet-created':
      return about(packets.PacketCreatedV1, { createdBy: ref(packet.createdBy) });
    case 'packet-content-frozen':
      return newEvent(PacketContentFrozenV1, packet.id, {
        packetId: packet.id,
        round: packet.round,
        contentHash: event.contentHash,
        part: event.part,
        parts: event.parts,
        lines: event.lines.map((line) => ({ ...line })),
      });
    case 'packet-submitted':
      return about(packets.PacketSubmittedV1, submissionOf(submitted(packet)));
    case 'packet-resubmitted':
      return about(packets.PacketResubmittedV1, {
        ...submissionOf(submitted(packet)),
        contentChanged: event.contentChanged,
      });
    case 'packet-stage-approved':
      return about(packets.PacketStageApprovedV1, {
        approverRole: event.approval.role,
        approver: ref(event.approval.by),
        nextRole: isWaiting(packet) ? packet.awaiting[0] : null,
        comment: event.approval.comment,
      });
    case 'packet-approved':
      return about(packets.PacketApprovedV1, approvalOf(packet));
    case 'packet-rejected':
      return about(packets.PacketRejectedV1, {
        approverRole: event.rejection.role,
        rejectedBy: ref(event.rejection.by),
        reason: event.rejection.reason,
      });
    case 'packet-cancelled':
      return about(packets.PacketCancelledV1, { cancelledBy: ref(event.by) });
    case 'packet-deleted':
      return about(packets.PacketDeletedV1, { deletedBy: ref(event.by) });
    case 'packet-execution-refused':
      return about(packets.PacketExecutionRefusedV1, { code: event.code, reason: event.why });
    case 'packet-completed':
    case 'packet-recovery-requested':
    case 'packet-recovered':
      return afterExecution(packet, event.type, about);
  }
};

type About = (contract: EventContract, more: object) => NewEvent;

const afterExecution = (
  packet: Packet,
  type: 'packet-completed' | 'packet-recovery-requested' | 'packet-recovered',
  about: About,
): NewEvent => {
  if (!('execution' in packet)) throw new Error(`${type} of a packet that was not executed`);
  const { cashReceiptId, receiptNo, completedAt } = packet.execution;
  if (type === 'packet-completed') {
    return about(packets.PacketCompletedV1, {
      cashReceiptId,
      receiptNo,
      completedAt: completedAt.toISOString(),
    });
  }
  if (!packet.recovery) throw new Error(`${type} of a packet whose recovery nobody asked for`);
  return 'recoveredAt' in packet
    ? about(packets.PacketRecoveredV1, { cashReceiptId, recoveredAt: packet.recoveredAt.toISOString() })
    : about(packets.PacketRecoveryRequestedV1, {
        cashReceiptId,
        requestedBy: ref(packet.recovery.by),
        reason: packet.recovery.reason,
      });
};

const summary = (packet: Packet) => ({
  packetId: packet.id,
  version: packet.version,
  name: packet.name.text,
  client: { clientId: packet.client.id, number: packet.client.number, name: packet.client.name },
  currency: packet.currency,
  packetStatusCd: packet.statusCd,
  workflowState: workflowStateOf(packet.statusCd),
  totalCommission: onWire(packet.totalCommission),
  receivableCount: packet.receivableCount,
  currentApproverRole: isWaiting(packet) ? packet.awaiting[0] : null,
  round: packet.round,
  submittedBy: packet.submission ? ref(packet.submission.by) : null,
  approvedBy: approvalsOf(packet).map(({ role, by }) => ({ ...ref(by), role })),
  entities: distinct(packet.places.map(({ entity }) => entity)),
  departments: distinct(packet.places.map(({ department }) => department)),
});

const submissionOf = (submission: Submission) => ({
  contentHash: submission.contentHash,
  parts: submission.parts,
  route: [...submission.route],
  baseTotal: onWire(submission.baseTotal),
  policyVersion: submission.policyVersion,
  splitSuspect: submission.splitSum ? onWire(submission.splitSum) : null,
});

const approvalOf = (packet: Packet) => {
  const { contentHash, parts, totals, policyVersion } = submitted(packet);
  const text = (minor: bigint) => amountText(money(minor, packet.currency));
  return {
    contentHash,
    parts,
    totals: {
      revenue: text(totals.revenue),
      payable: text(totals.payable),
      tax: text(totals.tax),
      fee: text(totals.fee),
    },
    policyVersion,
  };
};

const submitted = ({ id, submission }: Packet): Submission => {
  if (!submission) throw new Error(`packet ${id} was never submitted`);
  return submission;
};

const onWire = (amount: Money) => ({ amount: amountText(amount), currency: amount.currency });
const ref = ({ id, name }: PersonRef) => ({ personId: id, name });
const distinct = (texts: readonly (string | null)[]): string[] =>
  [...new Set(texts)].filter((text) => text !== null).sort();
