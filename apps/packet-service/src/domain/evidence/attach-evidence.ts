import { accepted, type Result, refused } from '@recoup/domain/result';
import { edited } from '../packet/edit-packet.ts';
import type { EditablePacket, Packet } from '../packet/packet.ts';
import type { PacketContent, PacketDocument } from '../packet/packet-content.ts';
import type { Change } from '../packet/packet-event.ts';
import type { PacketRefusal } from '../packet/packet-refusal.ts';
import { mayPrepare } from '../packet/rights.ts';
import type { ActContext } from '../people/act-context.ts';

export type NewDocument = Omit<PacketDocument, 'uploadedBy' | 'uploadedAt'>;

/** Attaches evidence to a receivable or to the packet as a whole, while the packet is a draft (requirement W1, ruling 6). */
export const attachEvidence = (
  packet: Packet,
  content: PacketContent,
  document: NewDocument,
  acting: ActContext,
): Result<Change<EditablePacket>, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const { receivableId } = document;
  if (receivableId && !content.lines.some(({ receivable }) => receivable.id === receivableId)) {
    return refused({
      reason: 'receivable-refused',
      receivables: [{ receivableId, because: 'not-in-packet' }],
    });
  }
  const { draft, by } = allowed.value;
  const attached = { ...document, uploadedBy: by, uploadedAt: acting.at };
  return accepted(edited(draft, { type: 'document-attached', content: attached }, by, acting));
};
