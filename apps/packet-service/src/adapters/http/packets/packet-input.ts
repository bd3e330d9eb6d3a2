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

type OfPacket = { readonly params: { readonly id: string }; readonly actor: Actor };

/** Who acts on which packet, at the version they saw. */
export const onPacket = (
  { params, actor, version }: OfPacket & { readonly version: number },
  mode: 'do' | 'preview' = 'do',
) => ({
  packetId: params.id as PacketId,
  personId: actor.personId as PersonId,
  versionSeen: version,
  mode,
  signIn: signInOf(actor),
});

/** A token that does not say when and how somebody signed in proves nothing of it. */
const signInOf = ({ session }: Actor) => ({
  authenticatedAt: session?.authenticatedAt ?? null,
  ageSeconds: session?.ageSeconds ?? null,
  strength: session?.strength ?? null,
});

/** The same for what only adds to a packet: two people may do so at once, and neither takes anything from the other. */
export const onPacketAsItIs = ({ params, actor }: OfPacket) => ({
  packetId: params.id as PacketId,
  personId: actor.personId as PersonId,
  versionSeen: null,
  mode: 'do' as const,
  signIn: signInOf(actor),
});
