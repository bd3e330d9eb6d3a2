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
     currency_exponent              int         not null,
     packet_eligibility_criteria_cd text,
     packet_status_cd               text        not null,
     current_approver_role          text,
     round                          int         not null,
     receivable_count               int         not null,
     total_commission_minor         bigint      not null,
     total_commission_amt           numeric(22, 4)
       generated always as (total_commission_minor / power(10::numeric, currency_exponent)) stored,
     scope_version                  int         not null,
     created_by_user_id             uuid        not null,
     created_by_name                text        not null,
     created_dt                     timestamptz not null,
     updated_dt                     timestamptz not null,
     updated_by_user_id             uuid,
     submitted_by_user_id           uuid,
     submitted_by_name              text,
     submitted_dt                   timestamptz,
     submitted_on                   date,
     submission_attempt             int,
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
     gl_document_count              int    not null default 0,
     gl_reported_count              int    not null default 0,
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
           and dossier_hash is not null and route is not null and base_total_minor is not null
           and submission_attempt is not null)),
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
     constraint packet_gl_counts_not_negative check (gl_document_count >= 0 and gl_reported_count >= 0),
     constraint packet_gl_status_known check (gl_status in ('PENDING', 'POSTED', 'REJECTED', 'UNKNOWN', 'HELD',
       'AWAITING_APPROVAL', 'CANCELLED', 'EXPORTED', 'POSTED_BY_HAND', 'NONE'))
   )`,
  // Names are unique for ever; only a draft that was deleted before any submission frees its name.
  'create unique index packet_name_once on write_off_packet (name_key) where deleted_dt is null',
  `create index packet_by_folded_name on write_off_packet ((${foldedSql('packet_name')}))`,
  'create index packet_of_client_submitted on write_off_packet (client_id, submitted_on)',
  // Where a packet belonged from a version on; it belongs where its `scope_version` says.
  `create table packet_scope (
     write_off_packet_id uuid not null references write_off_packet,
     packet_version      int  not null,
     entity              text,
     department          text,
     constraint packet_scope_once unique nulls not distinct (write_off_packet_id, packet_version, entity, department)
   )`,
  `create table packet_contributor (
     write_off_packet_id uuid not null references write_off_packet,
     person_id           uuid not null,
     contribution        text not null check (contribution in ('INITIATOR', 'EDITOR', 'UPLOADER', 'SUBMITTER')),
     packet_version      int  not null,
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
     live                    boolean not null default true,
     created_dt              timestamptz not null,
     created_by_user_id      uuid        not null,
     updated_dt              timestamptz not null,
     updated_by_user_id      uuid,
     removed_dt              timestamptz,
     removed_by_user_id      uuid,
     constraint packet_receivable_is_removed_by_somebody check ((removed_dt is null) = (removed_by_user_id is null)),
     constraint packet_receivable_removed_is_free check (removed_dt is null or not live),
     constraint packet_receivable_of_one_client foreign key (write_off_packet_id, client_id, currency)
       references write_off_packet (write_off_packet_id, client_id, currency)
   )`,
  // What was taken out stays as it was, and may be added again as another row.
  'create unique index packet_receivable_once on packet_receivable (write_off_packet_id, billing_item_detail_id) where removed_dt is null',
  // A receivable is in one packet at a time; Cancelled, Recovered and deleted free it, rejected does not.
  `create unique index packet_receivable_one_live_packet on packet_receivable (billing_item_detail_id) where live`,
];
