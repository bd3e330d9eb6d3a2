import type { Id } from '@recoup/domain/id';
import type { Criterion, DocumentKind } from '../eligibility/eligibility.ts';
import type { PersonRef } from '../people/person.ts';
import type { Receivable, ReceivableId } from '../receivable/receivable.ts';

export type DocumentId = Id<'document'>;

/** A receivable in a packet. Without a criterion of its own it has the packet's (`packet_eligibility_criteria_cd`). */
export type PacketLine = {
  readonly receivable: Receivable;
  readonly criterion: Criterion | null;
  readonly usePacketDocument: boolean;
};

/** What an editor wants of some receivables in a packet; `criterion` null means the packet's default again. */
export type LineEdit = { readonly criterion?: Criterion | null; readonly usePacketDocument?: boolean };

/** A piece of evidence, of one receivable or of the packet as a whole; its bytes are known by their SHA-256 (hex). */
export type PacketDocument = {
  readonly id: DocumentId;
  readonly receivableId: ReceivableId | null;
  readonly kind: DocumentKind;
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly uploadedBy: PersonRef;
  readonly uploadedAt: Date;
};

/** What a packet asks to be written off, and what proves it. */
export type PacketContent = {
  readonly lines: readonly PacketLine[];
  readonly documents: readonly PacketDocument[];
};

/** The criterion that counts for a line: its own, else the packet's. */
export const criterionOf = (line: PacketLine, packetCriterion: Criterion | null): Criterion | null =>
  line.criterion ?? packetCriterion;
