import { sum } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { ActContext } from '../people/act-context.ts';
import { commissionOf, type ReceivableId, scopeKeysOf } from '../receivable/receivable.ts';
import { edited } from './edit-packet.ts';
import type { EditablePacket, Packet } from './packet.ts';
import type { LineEdit, PacketContent, PacketLine } from './packet-content.ts';
import type { Change } from './packet-event.ts';
import type { PacketRefusal } from './packet-refusal.ts';
import { mayPrepare } from './rights.ts';

/** Takes receivables out of a draft; they are free again at once. */
export const removeLines = (
  packet: Packet,
  content: PacketContent,
  receivableIds: readonly ReceivableId[],
  acting: ActContext,
): Result<Change<EditablePacket>, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const missing = strangers(content, receivableIds);
  if (missing) return refused(missing);
  const { draft, by } = allowed.value;
  const gone = new Set(receivableIds);
  const left = content.lines.map(({ receivable }) => receivable).filter(({ id }) => !gone.has(id));
  return accepted(
    edited(
      {
        ...draft,
        scopeKeys: scopeKeysOf(draft.client.id, left),
        receivableCount: left.length,
        totalCommission: sum(left.map(commissionOf), draft.currency),
      },
      { type: 'receivables-removed', content: { receivableIds, before: linesOf(content, receivableIds) } },
      by,
      acting,
    ),
  );
};

/** Sets criterion and packet-document flag of receivables in a draft, one or many (requirement W3). */
export const setLines = (
  packet: Packet,
  content: PacketContent,
  receivableIds: readonly ReceivableId[],
  edit: LineEdit,
  acting: ActContext,
): Result<Change<EditablePacket>, PacketRefusal> => {
  const allowed = mayPrepare(packet, acting);
  if (!allowed.ok) return allowed;
  const missing = strangers(content, receivableIds);
  if (missing) return refused(missing);
  const { draft, by } = allowed.value;
  const before = linesOf(content, receivableIds);
  return accepted(
    edited(draft, { type: 'lines-edited', content: { receivableIds, edit, before } }, by, acting),
  );
};

const linesOf = (content: PacketContent, asked: readonly ReceivableId[]): readonly PacketLine[] => {
  const wanted = new Set(asked);
  return content.lines.filter(({ receivable }) => wanted.has(receivable.id));
};

const strangers = (content: PacketContent, asked: readonly ReceivableId[]): PacketRefusal | undefined => {
  const present = new Set(content.lines.map(({ receivable }) => receivable.id));
  const missing = asked.filter((id) => !present.has(id));
  return missing.length === 0
    ? undefined
    : {
        reason: 'receivable-refused',
        receivables: missing.map((receivableId) => ({ receivableId, because: 'not-in-packet' })),
      };
};
