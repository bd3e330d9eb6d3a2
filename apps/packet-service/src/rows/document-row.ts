import type { DocumentKind } from '../domain/eligibility/eligibility.ts';
import type { PacketId } from '../domain/packet/packet.ts';
import type { DocumentId } from '../domain/packet/packet-content.ts';
import type { PersonId } from '../domain/people/person.ts';
import type { ReceivableId } from '../domain/receivable/receivable.ts';

/** A row of `packet_document`. */
export type DocumentRow = {
  readonly packet_document_id: DocumentId;
  readonly write_off_packet_id: PacketId;
  readonly billing_item_detail_id: ReceivableId | null;
  readonly document_kind_cd: DocumentKind;
  readonly file_name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly uploaded_by_user_id: PersonId;
  readonly uploaded_by_name: string;
  readonly uploaded_dt: string;
};
