/** What proves and explains a packet: documents and comments, of a receivable or of the packet as a whole. */
export const documentTables: readonly string[] = [
  `create table packet_document (
     packet_document_id     uuid        not null primary key,
     write_off_packet_id    uuid        not null references write_off_packet,
     billing_item_detail_id uuid        references receivable,
     document_kind_cd       text        not null check (document_kind_cd in (
       'COLLECTION_LOG', 'CLIENT_COMMUNICATION', 'LEGAL_DOCUMENT', 'COURT_DOCUMENT', 'WRITTEN_AGENT_REQUEST')),
     sha256                 text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
     file_name              text        not null,
     media_type             text        not null,
     size_bytes             int         not null check (size_bytes between 1 and 20971520),
     uploaded_by_user_id    uuid        not null,
     uploaded_by_name       text        not null,
     uploaded_dt            timestamptz not null,
     constraint packet_document_as_attached unique (packet_document_id, document_kind_cd, sha256)
   )`,
  'create index packet_document_of_packet on packet_document (write_off_packet_id)',
  'create index packet_document_of_uploader on packet_document (uploaded_by_user_id, uploaded_dt)',
  `create table packet_comment (
     packet_comment_id      uuid        not null primary key,
     write_off_packet_id    uuid        not null references write_off_packet,
     billing_item_detail_id uuid        references receivable,
     version                int         not null check (version > 0),
     comment_text           text        not null check (btrim(comment_text) <> ''),
     created_by_user_id     uuid        not null,
     created_by_name        text        not null,
     created_dt             timestamptz not null,
     packet_status_cd       text        not null,
     packet_version         int         not null,
     constraint packet_comment_once unique nulls not distinct
       (write_off_packet_id, billing_item_detail_id, version)
   )`,
];
