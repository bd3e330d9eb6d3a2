import { accepted, type Result, refused } from '@recoup/domain/result';
import type { CompletePacket, DraftPacket, ExecutionReport, Packet } from '../packet/packet.ts';
import { type Change, nextStep } from '../packet/packet-event.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';

/** Links the cash receipt and completes the packet (ruling 2). Whoever gave the last signature approved the completion. */
export const recordExecution = (
  packet: Packet,
  report: ExecutionReport,
  at: Date,
): Result<Change<CompletePacket>, PacketRefusal> => {
  if (packet.statusCd !== 'APPROVED') return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  const step = nextStep(packet, 'COMPLETE', at, null);
  const { cashReceiptId, executedAt, writtenOffOn, executed } = report;
  const last = packet.approvals.at(-1) ?? packet.approvals[0];
  const complete: CompletePacket = {
    ...packet,
    statusCd: 'COMPLETE',
    version: step.version,
    execution: { cashReceiptId, completedAt: executedAt, completedBy: last.by.id, writtenOffOn, executed },
    recovery: null,
  };
  return accepted({
    packet: complete,
    events: [{ type: 'packet-completed', ...step, by: null, role: null, packet: complete, content: report }],
  });
};

/** The ledger would not execute: the packet is a draft again with the reason, and starts at the first role next time (ruling 14). */
export const recordRefusedExecution = (
  packet: Packet,
  { code, why }: { readonly code: string; readonly why: string },
  at: Date,
): Result<Change<DraftPacket>, PacketRefusal> => {
  if (packet.statusCd !== 'APPROVED') return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  const step = nextStep(packet, 'DRAFT', at, why);
  const { approvals: _, ...rest } = packet;
  const draft: DraftPacket = { ...rest, statusCd: 'DRAFT', version: step.version };
  return accepted({
    packet: draft,
    events: [{ type: 'packet-execution-refused', ...step, by: null, role: null, packet: draft, code }],
  });
};
