import { requestRecovery } from '../../domain/write-off/recovery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

export const askForRecovery =
  (packets: PacketStore, clock: Clock) =>
  ({ reason, ...on }: OnPacket & { readonly reason: string | null }) =>
    packets.change(attempt(on, 'RECOVER', clock), (packet, acting) =>
      requestRecovery(packet, reason, acting),
    );
