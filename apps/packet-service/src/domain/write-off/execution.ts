import { accepted, type Result, refused } from '@recoup/domain/result';
import { entry } from '../packet/act-context.ts';
import type { CompletePacket, DraftPacket, Packet } from '../packet/packet.ts';
import type { Change } from '../packet/packet-change.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';

export type ExecutionReport = {
  readonly cashReceiptId: string;
  readonly receiptNo: string;
  readonly executedAt: Date;
};

const system = (at: Date) => ({ at, by: null, role: null });

/** Links the cash receipt and completes the packet (ruling 2). Whoever gave the last signature approved the completion. */
export const completePacket = (
  packet: Packet,
  { cashReceiptId, receiptNo, executedAt }: ExecutionReport,
  at: Date,
): Result<Change<CompletePacket>, PacketRefusal> => {
  if (packet.statusCd !== 'APPROVED') return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  const history = entry(packet, 'COMPLETE', 'COMPLETE', system(at), { detail: { cashReceiptId } });
  const last = packet.approvals.at(-1) ?? packet.approvals[0];
  return accepted({
    packet: {
      ...packet,
      statusCd: 'COMPLETE',
      version: history.version,
      execution: { cashReceiptId, receiptNo, completedAt: executedAt, completedBy: last.by.id },
      recovery: null,
    },
    history: [history],
    events: [{ type: 'packet-completed' }],
    effects: [],
  });
};

/** The ledger would not execute: the packet is a draft again with the reason, and starts at the first role next time (ruling 14). */
export const refuseExecution = (
  packet: Packet,
  { code, why }: { readonly code: string; readonly why: string },
  at: Date,
): Result<Change<DraftPacket>, PacketRefusal> => {
  if (packet.statusCd !== 'APPROVED') return refused({ reason: 'wrong-state', statusCd: packet.statusCd });
  const history = entry(packet, 'DRAFT', 'EXECUTION_REFUSED', system(at), {
    comment: why,
    detail: { code },
  });
  const { approvals: _, ...rest } = packet;
  return accepted({
    packet: { ...rest, statusCd: 'DRAFT', version: history.version },
    history: [history],
    events: [{ type: 'packet-execution-refused', code, why }],
    effects: [],
  });
};
