import { completePacket, type ExecutionReport, refuseExecution } from '../domain/execution.ts';
import type { PacketId } from '../domain/packet.ts';
import { recoverPacket } from '../domain/recovery.ts';
import type { Clock } from '../ports/clock.ts';
import type { PacketStore } from '../ports/packet-store.ts';

/** What the ledger reports about packets it executed, refused or recovered. */
export const settlePacket = (packets: PacketStore, clock: Clock) => ({
  executed: (packetId: PacketId, report: ExecutionReport) =>
    packets.settle(packetId, (packet) => completePacket(packet, report, clock.now())),
  refused: (packetId: PacketId, refusal: { readonly code: string; readonly why: string }) =>
    packets.settle(packetId, (packet) => refuseExecution(packet, refusal, clock.now())),
  recovered: (packetId: PacketId, recoveredAt: Date) =>
    packets.settle(packetId, (packet) => recoverPacket(packet, recoveredAt, clock.now())),
});
export type SettlePacket = ReturnType<typeof settlePacket>;
