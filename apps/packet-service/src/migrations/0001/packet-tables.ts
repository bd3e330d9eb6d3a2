import { foldedSql } from '@recoup/runtime/http/lists/folded-text';

export const packetTables: readonly string[] = [
  `create table write_off_packet (
     write_off_packet_id            uuid        not null primary key,
     version                        int         not null,
     packet_name                    text        not null,
     name_key                       text        not null,
     client_id                      uuid        not null,
     client_number                  text        not null,
     client_name                    text        not null,
     currency                       text        not null,
     packet_eligibility_criteria_cd text,
     packet_status_cd               text        not null,
     current_approver_role          text,
     round                          int         not null,
     receivable_count               int         not null,
     total_commission_minor         bigint      not null,
     created_by_user_id             uuid        not null,
     created_by_name                text        not null,
     created_dt                     timestamptz not null,
     updated_dt                     timestamptz not null,
     submitted_by_user_id           uuid,
     submitted_by_name              text,
     submitted_dt                   timestamptz,
     submitted_on                   date,
     content_hash                   text,
     dossier_hash                   text,
     part_count                     int,
     total_revenue_minor            bigint,
     total_payable_minor            bigint,
     total_tax_minor                bigint,
     total_fee_minor                bigint,
     base_currency                  text,
     base_total_minor               bigint,
     split_sum_minor                bigint,
     route                          text[],
     policy_version                 text,
     rejected_by_user_id            uuid,
     rejected_by_name               text,
     rejected_role                  text,
     rejected_dt                    timestamptz,
     rejection_reason               text,
     cash_receipt_id                uuid,
     receipt_no                     text,
     completed_dt                   timestamptz,
     completed_by_user_id           uuid,
     written_off_on                 jsonb,
     gl_status                      text,
     recovery_requested_by_user_id  uuid,
     recovery_requested_by_name     text,
     recovery_requested_dt          timestamptz,
     recovery_kind                  text,
     recovery_reason                text,
     recovered_dt                   timestamptz,
     recovered_by_user_id           uuid,
     deleted_dt                     timestamptz,
     constraint packet_of_client unique (write_off_packet_id, client_id, currency),
     constraint packet_status_known check (packet_status_cd in (
       'DRAFT', 'SUBMITTED', 'RESUBMITTED', 'APPROVED', 'APPROVED_AGENT', 'APPROVED_DH', 'APPROVED_VP',
       'APPROVED_CFO', 'APPROVED_MD', 'REJECTED_AGENT', 'REJECTED_DH', 'REJECTED_VP', 'REJECTED_CFO',
       'REJECTED_MD', 'COMPLETE', 'RECOVERED', 'CANCELLED')),
     constraint packet_criterion_known check (packet_eligibility_criteria_cd in (
       'AGED', 'UNCOLLECTIBLE', 'BANKRUPTCY', 'AGENT_REQUEST')),
     constraint packet_waiting_names_its_approver check ((current_approver_role is not null) = (
       packet_status_cd in ('SUBMITTED', 'RESUBMITTED') or packet_status_cd like 'APPROVED\\_%')),
     constraint packet_beyond_draft_was_submitted check (
       packet_status_cd in ('DRAFT', 'CANCELLED')
       or (round > 0 and submitted_by_user_id is not null and submitted_dt is not null and content_hash is not null
           and dossier_hash is not null and route is not null and base_total_minor is not null)),
     constraint packet_rejected_has_reason check (
       packet_status_cd not like 'REJECTED\\_%'
       or (rejected_dt is not null and rejected_by_user_id is not null and btrim(rejection_reason) <> '')),
     constraint packet_complete_has_receipt check ((packet_status_cd in ('COMPLETE', 'RECOVERED')) =
       (cash_receipt_id is not null and completed_dt is not null and completed_by_user_id is not null
        and written_off_on is not null)),
     constraint packet_number_is_of_its_receipt check (receipt_no is null or cash_receipt_id is not null),
     constraint packet_recovered_was_requested check (
       (packet_status_cd = 'RECOVERED') = (recovered_dt is not null)
       and (recovered_dt is null or recovery_requested_dt is not null)),
     constraint packet_recovery_has_kind_and_reason check (
       recovery_requested_dt is null
       or (recovery_kind in ('RECOVERY', 'CORRECTION') and btrim(recovery_reason) <> '')),
     constraint packet_deleted_was_never_submitted check (
       deleted_dt is null or (packet_status_cd = 'DRAFT' and round = 0)),
     constraint packet_gl_status_known check (gl_status in ('PENDING', 'POSTED', 'REJECTED', 'UNKNOWN', 'HELD',
       'AWAITING_APPROVAL', 'CANCELLED', 'EXPORTED', 'POSTED_BY_HAND', 'NONE'))
   )`,
  // Names are unique for ever; only a draft that was deleted before any submission frees its name.
  'create unique index packet_name_once on write_off_packet (name_key) where deleted_dt is null',
  `create index packet_by_folded_name on write_off_packet ((${foldedSql('packet_name')}))`,
  'create index packet_of_client_submitted on write_off_packet (client_id, submitted_on)',
  `create table packet_scope (
     write_off_packet_id uuid not null references write_off_packet,
     entity              text,
     department          text,
     constraint packet_scope_once unique nulls not distinct (write_off_packet_id, entity, department)
   )`,
  `create table packet_contributor (
     write_off_packet_id uuid not null references write_off_packet,
     person_id           uuid not null,
     contribution        text not null check (contribution in ('INITIATOR', 'EDITOR', 'UPLOADER', 'SUBMITTER')),
     primary key (write_off_packet_id, person_id, contribution)
   )`,
  `create table packet_receivable (
     packet_receivable_id    uuid    not null primary key,
     write_off_packet_id     uuid    not null,
     billing_item_detail_id  uuid    not null references receivable,
     client_id               uuid    not null,
     currency                text    not null,
     eligibility_criteria_cd text check (
       eligibility_criteria_cd in ('AGED', 'UNCOLLECTIBLE', 'BANKRUPTCY', 'AGENT_REQUEST')),
     use_packet_document_ind boolean not null,
     commission_minor        bigint,
     payable_minor           bigint,
     tax_minor               bigint,
     fee_minor               bigint,
     live                    boolean not null default true,
     constraint packet_receivable_once unique (write_off_packet_id, billing_item_detail_id),
     constraint packet_receivable_of_one_client foreign key (write_off_packet_id, client_id, currency)
       references write_off_packet (write_off_packet_id, client_id, currency)
   )`,
  // A receivable is in one packet at a time; Cancelled, Recovered and deleted free it, rejected does not.
  `create unique index packet_receivable_one_live_packet on packet_receivable (billing_item_detail_id) where live`,
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
     uploaded_dt            timestamptz not null
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
     constraint packet_comment_once unique nulls not distinct
       (write_off_packet_id, billing_item_detail_id, version)
   )`,
  `create table packet_gl_posting (
     write_off_packet_id uuid        not null references write_off_packet,
     external_id         text        not null,
     kind                text        not null,
     gl_status           text        not null check (gl_status in ('POSTED', 'REJECTED', 'UNKNOWN', 'HELD',
       'AWAITING_APPROVAL', 'CANCELLED', 'EXPORTED', 'POSTED_BY_HAND')),
     document_id         text,
     detail              text,
     updated_dt          timestamptz not null,
     primary key (write_off_packet_id, external_id)
   )`,
];
