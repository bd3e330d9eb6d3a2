import { cancelDraft, deleteDraft } from '../../domain/packet/end-packet.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

export const cancelPacket =
  (packets: PacketStore, clock: Clock) =>
  ({ comment, ...on }: OnPacket & { readonly comment: string | null }) =>
    packets.change(attempt(on, 'CANCEL', clock), (packet, acting) => cancelDraft(packet, comment, acting));

export const deletePacket = (packets: PacketStore, clock: Clock) => (on: OnPacket) =>
  packets.change(attempt(on, 'DELETE', clock), deleteDraft);
