import { sum } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import type { Criterion } from '../eligibility/eligibility.ts';
import type { ActContext } from '../people/act-context.ts';
import { commissionOf, isCredit, isOpen, type Receivable, scopeKeysOf } from '../receivable/receivable.ts';
import { edited } from './edit-packet.ts';
import { type EditablePacket, isEditable, type Packet } from './packet.ts';
import type { PacketContent, PacketLine } from './packet-content.ts';
import type { Change } from './packet-event.ts';
import type { PacketRefusal, ReceivableRefusal, RefusedReceivable } from './packet-refusal.ts';
import { needsRole } from './rights.ts';

/** A receivable somebody wants to add, and the live packet that holds it already, if any. */
export type Candidate = {
  readonly receivable: Receivable;
  readonly heldBy: { readonly packetId: string; readonly name: string } | null;
};
export type LineChoice = { readonly criterion: Criterion | null; readonly usePacketDocument: boolean };

/**
 * Adds receivables to a draft, all or none. Each must be open, no credit, of the packet's client and currency, and in no other live
 * packet (rulings 9, 10 and 18); the first ones of an empty draft set its currency.
 */
export const addLines = (
  packet: Packet,
  content: PacketContent,
  candidates: readonly Candidate[],
  choice: LineChoice,
  acting: ActContext,
): Result<Change<EditablePacket>, PacketRefusal> => {
  const both = [...content.lines, ...candidates].map(({ receivable }) => receivable);
  const allowed = needsRole(acting, 'CLIENT_ACCOUNTING', scopeKeysOf(packet.client.id, both));
  if (!allowed.ok) return allowed;
  if (!isEditable(packet)) return refused({ reason: 'wrong-state', statusCd: packet.statusCd });

  const taken = takenIn(packet, content, candidates, choice);
  if (!taken.ok) return taken;
  const { lines } = taken.value;
  return accepted(
    edited(taken.value.packet, { type: 'receivables-added', content: { lines } }, allowed.value, acting),
  );
};

/** The packet with the candidates in it, or why some of them cannot join. */
export const takenIn = <Before extends EditablePacket>(
  packet: Before,
  content: PacketContent,
  candidates: readonly Candidate[],
  choice: LineChoice,
): Result<{ readonly packet: Before; readonly lines: readonly PacketLine[] }, PacketRefusal> => {
  const currency = content.lines.length > 0 ? packet.currency : firstCurrency(packet, candidates);
  const present = new Set(content.lines.map(({ receivable }) => receivable.id));
  const refusals = candidates.flatMap((candidate): RefusedReceivable[] => {
    const because = present.has(candidate.receivable.id)
      ? 'already-in-packet'
      : whyNot({ ...packet, currency }, candidate);
    if (!because) return [];
    const { id: receivableId } = candidate.receivable;
    return because === 'held-by-another-packet' && candidate.heldBy
      ? [{ receivableId, because, packetName: candidate.heldBy.name }]
      : [{ receivableId, because }];
  });
  if (refusals.length > 0) return refused({ reason: 'receivable-refused', receivables: refusals });

  const lines = candidates.map(({ receivable }) => ({ receivable, ...lineChoice(choice) }));
  const receivables = [...content.lines, ...lines].map(({ receivable }) => receivable);
  return accepted({
    packet: {
      ...packet,
      currency,
      scopeKeys: scopeKeysOf(packet.client.id, receivables),
      receivableCount: receivables.length,
      totalCommission: sum(receivables.map(commissionOf), currency),
    },
    lines,
  });
};

const whyNot = (packet: EditablePacket, { receivable, heldBy }: Candidate): ReceivableRefusal | null => {
  if (receivable.client.id !== packet.client.id) return 'other-client';
  if (receivable.currency !== packet.currency) return 'other-currency';
  if (!isOpen(receivable)) return 'closed';
  if (isCredit(receivable)) return 'credit-balance';
  return heldBy ? 'held-by-another-packet' : null;
};

const firstCurrency = (packet: EditablePacket, candidates: readonly Candidate[]) =>
  candidates[0]?.receivable.currency ?? packet.currency;

const lineChoice = ({ criterion, usePacketDocument }: LineChoice) => ({ criterion, usePacketDocument });
