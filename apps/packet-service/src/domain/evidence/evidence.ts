import { type Criterion, evidenceFor } from '../eligibility/eligibility.ts';
import type { PacketContent, PacketLine } from '../packet/packet-content.ts';

/**
 * Whether a line has the evidence its criterion asks for: at the receivable, or at the packet as a whole when the line uses the
 * packet's documents (requirement W1).
 */
export const hasEvidence = (line: PacketLine, criterion: Criterion, content: PacketContent): boolean =>
  content.documents.some(
    ({ kind, receivableId }) =>
      evidenceFor[criterion].includes(kind) &&
      (receivableId === line.receivable.id || (receivableId === null && line.usePacketDocument)),
  );
