import type { PacketId } from '../../domain/packet/packet.ts';
import {
  type ExecutionReport,
  recordExecution,
  recordRefusedExecution,
} from '../../domain/write-off/execution.ts';
import { recordRecovery } from '../../domain/write-off/recovery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';

/** What the ledger reports about packets it executed, refused or recovered. */
export const settlePacket = (packets: PacketStore, clock: Clock) => ({
  executed: (packetId: PacketId, report: ExecutionReport) =>
    packets.settle(packetId, (packet) => recordExecution(packet, report, clock.now())),
  refused: (packetId: PacketId, refusal: { readonly code: string; readonly why: string }) =>
    packets.settle(packetId, (packet) => recordRefusedExecution(packet, refusal, clock.now())),
  recovered: (packetId: PacketId, recoveredAt: Date) =>
    packets.settle(packetId, (packet) => recordRecovery(packet, recoveredAt, clock.now())),
});
export type SettlePacket = ReturnType<typeof settlePacket>;
