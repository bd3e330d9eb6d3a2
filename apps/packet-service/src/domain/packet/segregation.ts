import type { CalendarDate } from '@recoup/domain/calendar-date';
import { holdsRoleFor, type Person, type PersonId } from '../people/person.ts';
import type { WaitingPacket } from './packet.ts';
import type { PacketRefusal } from './packet-refusal.ts';

/**
 * Why a person may not sign this packet whatever roles they hold: they contributed to it, or signed an earlier level of this round
 * (ruling 6). Nobody is exempt.
 */
export const barFromSigning = (packet: WaitingPacket, person: PersonId): PacketRefusal | undefined => {
  const contribution = packet.contributors.find(({ personId }) => personId === person);
  if (contribution) return { reason: 'own-packet', as: contribution.as };
  return packet.approvals.some(({ by }) => by.id === person) ? { reason: 'signed-this-round' } : undefined;
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
      barFromSigning(packet, person.id) === undefined,
  );
