import type { Criterion } from '../../domain/eligibility/eligibility.ts';
import { editHeader } from '../../domain/packet/edit-packet.ts';
import { toPacketName } from '../../domain/packet-name/name-key.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PacketStore } from '../../ports/packet/packet-store.ts';
import { contextOf, type OnPacket } from './command-context.ts';

export type EditPacket = OnPacket & {
  readonly name?: string | undefined;
  readonly defaultCriterion?: Criterion | null | undefined;
};

export const editPacket =
  (packets: PacketStore, clock: Clock) =>
  async ({ name, defaultCriterion, ...on }: EditPacket) => {
    const named = name === undefined ? undefined : toPacketName(name);
    if (named && !named.ok) return named;
    return packets.change(contextOf(on, 'EDIT', clock), (packet, acting) =>
      editHeader(
        packet,
        {
          ...(named ? { name: named.value } : {}),
          ...(defaultCriterion === undefined ? {} : { defaultCriterion }),
        },
        acting,
      ),
    );
  };
