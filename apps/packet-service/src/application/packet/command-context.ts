import type { PacketId } from '../../domain/packet/packet.ts';
import type { SignIn } from '../../domain/people/act-context.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketCommandContext } from '../../ports/packet/packet-store.ts';

/** What every command about an existing packet says: which, who, the version they saw, and whether it is only a preview. */
export type OnPacket = {
  readonly packetId: PacketId;
  readonly personId: PersonId;
  readonly versionSeen: number | null;
  readonly mode: 'do' | 'preview';
  readonly signIn: SignIn;
};

export const contextOf = (
  on: OnPacket,
  action: PacketCommandContext['action'],
  clock: Clock,
): PacketCommandContext => ({
  packetId: on.packetId,
  personId: on.personId,
  versionSeen: on.versionSeen,
  mode: on.mode,
  action,
  at: clock.now(),
  today: clock.today(),
  dayIn: clock.dayIn,
  signIn: on.signIn,
});
