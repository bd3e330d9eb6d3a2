import { approvePacket } from '../../domain/approval/approve-packet.ts';
import { rejectPacket } from '../../domain/approval/reject-packet.ts';
import type { Packet } from '../../domain/packet/packet.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

export type DecidePacket = OnPacket & {
  readonly decision: 'APPROVE' | 'REJECT';
  readonly comment: string | null;
};

export const decidePacket =
  (packets: PacketStore, clock: Clock) =>
  ({ decision, comment, ...on }: DecidePacket) =>
    packets.change<Packet>(attempt(on, decision, clock), (packet, acting) =>
      decision === 'APPROVE' ? approvePacket(packet, comment, acting) : rejectPacket(packet, comment, acting),
    );
