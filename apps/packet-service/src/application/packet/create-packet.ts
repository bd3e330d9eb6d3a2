import type { Currency } from '@recoup/domain/currency';
import type { Criterion } from '../../domain/eligibility/eligibility.ts';
import type { PacketId } from '../../domain/packet/packet.ts';
import { startDraft } from '../../domain/packet/start-draft.ts';
import { toPacketName } from '../../domain/packet-name/name-key.ts';
import type { PersonId } from '../../domain/people/person.ts';
import type { ReceivableId } from '../../domain/receivable/receivable.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';

export type CreatePacket = {
  readonly personId: PersonId;
  readonly name: string;
  readonly clientId: string | null;
  readonly currency: Currency | null;
  readonly receivableIds: readonly ReceivableId[];
  readonly defaultCriterion: Criterion | null;
};

export const createPacket =
  (packets: PacketStore, clock: Clock, newPacketId: () => PacketId, baseCurrency: Currency) =>
  async ({ personId, name, clientId, currency, receivableIds, defaultCriterion }: CreatePacket) => {
    const named = toPacketName(name);
    if (!named.ok) return named;
    return packets.create(
      { personId, action: 'CREATE', at: clock.now(), today: clock.today(), mode: 'do' },
      { clientId, receivableIds },
      ({ client, candidates }, acting) =>
        startDraft(
          {
            id: newPacketId(),
            name: named.value,
            client,
            currency: currency ?? baseCurrency,
            defaultCriterion,
            criterion: null,
            usePacketDocument: false,
            candidates,
          },
          acting,
        ),
    );
  };
