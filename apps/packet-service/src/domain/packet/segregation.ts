import type { CalendarDate } from '@recoup/domain/calendar-date';
import { holdsRoleFor, isSameHuman, type Person } from '../people/person.ts';
import type { WaitingPacket } from './packet.ts';
import type { PacketRefusal } from './packet-refusal.ts';

/**
 * Why a person may not sign this packet whatever roles they hold: they contributed to it, or signed an earlier level of this round
 * (ruling 6), under whichever of their entries here. Nobody is exempt.
 */
export const barFromSigning = (
  packet: WaitingPacket,
  person: Pick<Person, 'id' | 'oneWith'>,
): PacketRefusal | undefined => {
  const contribution = packet.contributors.find(({ personId }) => isSameHuman(person, personId));
  if (contribution) return { reason: 'own-packet', as: contribution.as };
  return packet.approvals.some(({ by }) => isSameHuman(person, by.id))
    ? { reason: 'signed-this-round' }
    : undefined;
};

/** Who could sign a waiting packet next: active, holding the due role for all of it, and not barred. */
export const possibleApprovers = (
  packet: WaitingPacket,
  people: readonly Person[],
  today: CalendarDate,
): readonly Person[] =>
  people.filter(
    (person) =>
      holdsRoleFor(person, packet.awaiting[0], packet.scopeKeys, today) &&
      barFromSigning(packet, person) === undefined,
  );
