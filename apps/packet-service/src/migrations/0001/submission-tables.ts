import { fixedPathOf } from '@recoup/runtime/database/tables/privileges';

/**
 * Each submission as it was made, so that its route, its sums and its hashes can be computed from it again: what was submitted, at which
 * rate, beside which others, under which policies. Nothing of it is ever changed.
 */
export const submissionTables: readonly string[] = [
  `create table packet_submission (
     packet_submission_id uuid        not null primary key,
     write_off_packet_id  uuid        not null references write_off_packet,
     attempt              int         not null check (attempt > 0),
     round                int         not null check (round > 0),
     packet_version       int         not null,
     version_seen         int         not null,
     packet_name          text        not null,
     submitted_by_user_id uuid        not null,
     submitted_by_name    text        not null,
     submitted_dt         timestamptz not null,
     submitted_on         date        not null,
     currency             char(3)     not null,
     currency_exponent    int         not null,
     receivable_count     int         not null check (receivable_count > 0),
     total_revenue_minor  bigint      not null,
     total_payable_minor  bigint      not null,
     total_tax_minor      bigint      not null,
     total_fee_minor      bigint      not null,
     base_currency        char(3)     not null,
     base_exponent        int         not null,
     base_total_minor     bigint      not null,
     base_whole_minor     bigint      not null,
     fx_rate_id           uuid,
     fx_rate              bigint,
     fx_scale             int,
     fx_day               date,
     fx_version           int,
     fx_source            text,
     split_total_minor    bigint      not null,
     route                text[]      not null check (cardinality(route) > 0),
     comment_version      int,
     content_hash         text        not null check (content_hash ~ '^[0-9a-f]{64}$'),
     dossier_hash         text        not null check (dossier_hash ~ '^[0-9a-f]{64}$'),
     written_in           xid8        not null default pg_current_xact_id(),
     constraint submission_counts unique (write_off_packet_id, attempt),
     constraint submission_one_a_version unique (write_off_packet_id, packet_version),
     constraint submission_of_packet unique (packet_submission_id, write_off_packet_id),
     constraint submission_as_decided unique (packet_submission_id, write_off_packet_id, round, content_hash, dossier_hash),
     constraint submission_follows_what_was_seen check (version_seen < packet_version),
     constraint submission_rate_is_whole check (
       num_nonnulls(fx_rate_id, fx_rate, fx_scale, fx_day, fx_version, fx_source) = case when currency = base_currency then 0 else 6 end),
     constraint submission_rate_as_listed foreign key
       (fx_rate_id, currency, base_currency, fx_day, fx_version, fx_rate, fx_scale, fx_source)
       references fx_rate (fx_rate_id, from_currency, to_currency, rate_day, version, rate, scale, source)
   )`,
  // Which submissions of the client, and of those that are one party with it, were added up to the split total.
  `create table packet_submission_split (
     packet_submission_id uuid not null references packet_submission,
     other_submission_id  uuid not null references packet_submission,
     primary key (packet_submission_id, other_submission_id)
   )`,
  `create table packet_submission_policy (
     packet_submission_id uuid not null references packet_submission,
     entity               text not null,
     policy_entity        text not null,
     policy_version       int  not null,
     primary key (packet_submission_id, entity),
     constraint submission_policy_known foreign key (policy_entity, policy_version) references approval_policy (entity, version)
   )`,
  // The canonical text is what was hashed and published; columns repeat it, and may say nothing else.
  `create table packet_submission_line (
     packet_submission_id    uuid    not null references packet_submission,
     billing_item_detail_id  uuid    not null references receivable,
     canonical_text          text    not null,
     invoice_date            date    not null,
     due_date                date    not null,
     eligibility_criteria_cd text    not null check (
       eligibility_criteria_cd in ('AGED', 'UNCOLLECTIBLE', 'BANKRUPTCY', 'AGENT_REQUEST')),
     use_packet_document_ind boolean not null,
     commission_minor        bigint  not null,
     payable_minor           bigint  not null,
     tax_minor               bigint  not null,
     fee_minor               bigint  not null,
     warnings                text[]  not null,
     comment_version         int,
     primary key (packet_submission_id, billing_item_detail_id),
     constraint submission_line_says_its_text check (
       (canonical_text::jsonb ->> 'receivableId', canonical_text::jsonb ->> 'criterion')
         = (billing_item_detail_id::text, eligibility_criteria_cd)
       and replace(canonical_text::jsonb #>> '{sides,revenue}', '.', '')::bigint = commission_minor
       and replace(canonical_text::jsonb #>> '{sides,payable}', '.', '')::bigint = payable_minor
       and replace(canonical_text::jsonb #>> '{sides,tax}', '.', '')::bigint = tax_minor
       and replace(canonical_text::jsonb #>> '{sides,fee}', '.', '')::bigint = fee_minor)
   )`,
  `create table packet_submission_document (
     packet_submission_id   uuid not null references packet_submission,
     packet_document_id     uuid not null,
     billing_item_detail_id uuid,
     document_kind_cd       text not null,
     sha256                 text not null,
     primary key (packet_submission_id, packet_document_id),
     constraint submission_document_as_attached foreign key (packet_document_id, document_kind_cd, sha256)
       references packet_document (packet_document_id, document_kind_cd, sha256)
   )`,
  `alter table write_off_packet add constraint packet_submission_known
     foreign key (write_off_packet_id, submission_attempt) references packet_submission (write_off_packet_id, attempt)
     deferrable initially deferred`,

  `create function submitted_content_hash(submission uuid) returns text stable language sql ${fixedPathOf('packet')} as $$
     select encode(sha256(convert_to('[' || string_agg(canonical_text, ',' order by billing_item_detail_id) || ']', 'UTF8')), 'hex')
       from packet_submission_line where packet_submission_id = submission $$`,
  // The canonical JSON of all that approvers are shown: members in order of their names, documents in order of their texts.
  `create function submitted_dossier_hash(submission uuid) returns text stable language sql ${fixedPathOf('packet')} as $$
     with line as (
       select billing_item_detail_id as id, canonical_text, use_packet_document_ind as relies,
              format('{"dueDate":"%s","invoiceDate":"%s","receivableId":"%s"}', due_date, invoice_date, billing_item_detail_id) as dated
         from packet_submission_line where packet_submission_id = submission),
     document as (
       select format('{"bytes":"%s","kind":"%s","receivableId":%s}', sha256, document_kind_cd,
                     coalesce('"' || billing_item_detail_id || '"', 'null')) as text
         from packet_submission_document where packet_submission_id = submission)
     select encode(sha256(convert_to(format('{"dates":[%s],"documents":[%s],"lines":[%s],"name":%s,"usingPacketDocument":[%s]}',
              (select string_agg(dated, ',' order by id) from line),
              (select string_agg(text, ',' order by text collate "C") from document),
              (select string_agg(canonical_text, ',' order by id) from line),
              (select to_json(packet_name) from packet_submission where packet_submission_id = submission),
              (select string_agg(format('"%s"', id), ',' order by id) filter (where relies) from line)), 'UTF8')), 'hex') $$`,
];
