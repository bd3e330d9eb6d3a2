import { submitDraft } from '../../domain/submission/submit-packet.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { attempt, type OnPacket } from './packet-attempt.ts';

/** Submits a draft for approval, or previews it: what is missing, the route it would take, and what to beware of. */
export const submitPacket = (packets: PacketStore, clock: Clock) => (on: OnPacket) =>
  packets.submit(attempt(on, 'SUBMIT', clock), submitDraft);
