import type { Actor } from '@recoup/runtime/http/people-directory';
import * as z from 'zod';
import type { PacketId } from '../../../domain/packet/packet.ts';
import type { PersonId } from '../../../domain/people/person.ts';
import type { ReceivableId } from '../../../domain/receivable/receivable.ts';

export const packetParams = z.strictObject({ id: z.uuid() });

/** Stands for a receivable in examples. */
export const aReceivableId = '019d42bc-c2b6-739a-ae66-26459e764e40';

export const receivableIds = z
  .array(z.uuid())
  .min(1)
  .max(10_000)
  .refine((ids) => new Set(ids).size === ids.length, 'must not name a receivable twice')
  .transform((ids) => ids as ReceivableId[]);

/** Who acts on which packet, at which version: what every command about a packet carries. */
export const onPacket = (
  { params, actor, version }: { params: { id: string }; actor: Actor; version: number },
  mode: 'do' | 'preview' = 'do',
) => ({
  packetId: params.id as PacketId,
  personId: actor.personId as PersonId,
  versionSeen: version === 0 ? null : version,
  mode,
});
