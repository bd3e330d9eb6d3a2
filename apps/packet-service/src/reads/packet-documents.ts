import type { Queries } from '@recoup/runtime/database/queries';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { documentKinds } from '../domain/eligibility/eligibility.ts';
import type { DocumentRow } from '../rows/document-row.ts';
import { personResource } from './wire.ts';

export const documentResource = z.object({
  documentId: z.uuid(),
  receivableId: z.uuid().nullable().describe('null for a document of the whole packet'),
  kind: z.enum(documentKinds),
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  uploadedBy: personResource,
  uploadedAt: instant,
});

const toDocument = (row: DocumentRow): z.infer<typeof documentResource> => ({
  documentId: row.packet_document_id,
  receivableId: row.billing_item_detail_id,
  kind: row.document_kind_cd,
  fileName: row.file_name,
  mediaType: row.media_type,
  sizeBytes: row.size_bytes,
  sha256: row.sha256,
  uploadedBy: { personId: row.uploaded_by_user_id, name: row.uploaded_by_name },
  uploadedAt: instantText(row.uploaded_dt),
});

export const packetDocuments = async (database: Queries, packetId: string) =>
  (
    await database.query<DocumentRow>(sql`
      select * from packet_document where write_off_packet_id = ${packetId} order by packet_document_id`)
  ).map(toDocument);

/** A document and the packet it belongs to, which decides who may read it. */
export const findDocument = async (database: Queries, documentId: string) => {
  const [row] = await database.query<DocumentRow>(sql`
    select * from packet_document where packet_document_id = ${documentId}`);
  return row && { packetId: row.write_off_packet_id, document: toDocument(row) };
};
