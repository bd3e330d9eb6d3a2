import { sql } from 'kysely';
import { criteria, evidenceFor } from '../../domain/eligibility/eligibility.ts';
import { approverRoles } from '../../domain/people/person.ts';

/** Packets `packet` of which a submission is in force. */
export const beyondDraft = sql`(packet.packet_status_cd not in ('DRAFT', 'CANCELLED') and packet.packet_status_cd not like 'REJECTED\\_%')`;

/** Each of them with that `submission`, which is null where there is none. */
const inForce = sql`
  write_off_packet packet
        left join packet_submission submission on submission.write_off_packet_id = packet.write_off_packet_id
             and submission.attempt = packet.submission_attempt
       where ${beyondDraft}`;

const matrix = sql`array[${sql.join(approverRoles.map((role) => sql.lit(role)))}]`;

/** Which total of a submission a `policy` routes by, in minor units of the base currency. */
const routedMinor = (submission: 'submission' | 'other') => sql`
  case policy.base when 'COMMISSION' then ${sql.ref(`${submission}.base_total_minor`)} else ${sql.ref(`${submission}.base_whole_minor`)} end`;

/** By what minor units of a `submission` become those of its base currency. */
const inBase = sql`coalesce(submission.fx_rate, 1)
  * 10::numeric ^ (submission.base_exponent - submission.currency_exponent - coalesce(submission.fx_scale, 0))`;

/**
 * Submissions whose route, total in the base currency or policies cannot be found again from what they rested on. One that was unchanged
 * since a rejection may keep the longer route of the submission before.
 */
export const routedOtherwise = sql`
      select submission.write_off_packet_id || ' ' || submission.attempt as what
        from packet_submission submission
       cross join lateral (
             select submission.base_total_minor + coalesce(sum(other.base_total_minor), 0) as minor
               from packet_submission_split split
               join packet_submission other on other.packet_submission_id = split.other_submission_id
              where split.packet_submission_id = submission.packet_submission_id) watched
       cross join lateral (
             select max(furthest.position) as furthest,
                    bool_or((policy.entity, policy.version) is distinct from (
                      select row (listed.entity, listed.version) from approval_policy listed
                       where listed.entity in (applied.entity, '*') and listed.valid_from <= submission.submitted_on
                         and listed.created_dt <= submission.submitted_dt
                       order by listed.entity = '*', listed.version desc limit 1)) as other
               from packet_submission_policy applied
               join approval_policy policy on (policy.entity, policy.version) = (applied.policy_entity, applied.policy_version)
              cross join lateral (
                    select ${routedMinor('submission')} + coalesce(sum(${routedMinor('other')}), 0) as minor
                      from packet_submission_split split
                      join packet_submission other on other.packet_submission_id = split.other_submission_id
                           and other.submitted_on > submission.submitted_on - policy.split_days
                     where split.packet_submission_id = submission.packet_submission_id) total
              cross join lateral (
                    select max(position) as position
                      from jsonb_array_elements(policy.steps) with ordinality as listed (step, position)
                     where coalesce((step ->> 'from')::numeric * 10::numeric ^ submission.base_exponent <= total.minor,
                                    (step ->> 'above')::numeric * 10::numeric ^ submission.base_exponent < total.minor, true)) furthest
              where applied.packet_submission_id = submission.packet_submission_id) asked
       cross join lateral (select (${matrix}::text[])[:asked.furthest] as route) due
       where asked.other is distinct from false
          or submission.split_total_minor <> watched.minor
          or abs(submission.base_total_minor - submission.total_revenue_minor * ${inBase}) > 0.5
          or abs(submission.base_whole_minor - (submission.total_revenue_minor + submission.total_payable_minor
                                                + submission.total_tax_minor + submission.total_fee_minor) * ${inBase}) > 0.5
          or (submission.route <> due.route
              and not (cardinality(submission.route) > cardinality(due.route)
                       and exists (select from packet_submission earlier
                                    where earlier.write_off_packet_id = submission.write_off_packet_id
                                      and earlier.round = submission.round and earlier.attempt < submission.attempt
                                      and earlier.route = submission.route)))
          or (select array_agg(distinct canonical_text::jsonb ->> 'entity' order by canonical_text::jsonb ->> 'entity')
                from packet_submission_line where packet_submission_id = submission.packet_submission_id)
             is distinct from (select array_agg(entity order by entity) from packet_submission_policy
                                where packet_submission_id = submission.packet_submission_id)`;

const proofs = sql.join(
  criteria.flatMap((criterion) => evidenceFor[criterion].map((kind) => sql`(${criterion}, ${kind})`)),
);

/** Submitted lines without a document that proves their criterion, at the receivable or at the packet where the line relies on that. */
export const unprovenLines = sql`
      select submission.write_off_packet_id || ' ' || line.billing_item_detail_id as what
        from packet_submission_line line join packet_submission submission using (packet_submission_id)
       where not exists (
             select from packet_submission_document document
               join (values ${proofs}) as proof (criterion, kind) on proof.kind = document.document_kind_cd
              where document.packet_submission_id = line.packet_submission_id
                and proof.criterion = line.eligibility_criteria_cd
                and (document.billing_item_detail_id = line.billing_item_detail_id
                     or (document.billing_item_detail_id is null and line.use_packet_document_ind)))`;

/** Submissions, packets and executions whose totals are not the sums of their lines. */
export const otherSums = sql`
      select submission.write_off_packet_id || ' ' || submission.attempt as what
        from packet_submission submission
        left join packet_submission_line line using (packet_submission_id)
       group by submission.packet_submission_id
      having count(line) <> receivable_count
          or coalesce(sum(commission_minor), 0) <> total_revenue_minor or coalesce(sum(payable_minor), 0) <> total_payable_minor
          or coalesce(sum(tax_minor), 0) <> total_tax_minor or coalesce(sum(fee_minor), 0) <> total_fee_minor
      union all
      select packet.write_off_packet_id::text
        from ${inForce}
         and (packet.receivable_count, packet.total_commission_minor, packet.total_revenue_minor, packet.total_payable_minor,
              packet.total_tax_minor, packet.total_fee_minor, packet.base_total_minor)
             is distinct from
             (submission.receivable_count, submission.total_revenue_minor, submission.total_revenue_minor, submission.total_payable_minor,
              submission.total_tax_minor, submission.total_fee_minor, submission.base_total_minor)
      union all
      select execution.write_off_packet_id::text
        from packet_execution execution join packet_execution_line line using (write_off_packet_id)
       group by execution.write_off_packet_id
      having count(*) = count(line.executed_commission_minor)
         and (sum(line.executed_commission_minor), sum(line.executed_payable_minor), sum(line.executed_tax_minor),
              sum(line.executed_fee_minor), count(*) filter (where outcome_cd <> 'DROPPED'))
             is distinct from
             (execution.executed_commission_minor::numeric, execution.executed_payable_minor::numeric,
              execution.executed_tax_minor::numeric, execution.executed_fee_minor::numeric, execution.receivable_count::bigint)`;

/** Submissions that hash to something else than was signed, and packets or decisions that name other hashes than their submission. */
export const hashedOtherwise = sql`
      select write_off_packet_id || ' ' || attempt as what from packet_submission
       where (content_hash, dossier_hash)
             is distinct from (submitted_content_hash(packet_submission_id), submitted_dossier_hash(packet_submission_id))
      union all
      select decision.write_off_packet_id || ' ' || decision.person_id
        from packet_decision decision join packet_submission submission using (packet_submission_id)
       where (decision.content_hash, decision.dossier_hash, decision.round)
             is distinct from (submission.content_hash, submission.dossier_hash, submission.round)
      union all
      select packet.write_off_packet_id::text
        from ${inForce}
         and (packet.content_hash, packet.dossier_hash) is distinct from (submission.content_hash, submission.dossier_hash)
      union all
      select packet.write_off_packet_id::text
        from ${inForce}
         and (select array_agg(billing_item_detail_id order by billing_item_detail_id) from packet_receivable link
               where link.write_off_packet_id = packet.write_off_packet_id and link.removed_dt is null)
             is distinct from
             (select array_agg(billing_item_detail_id order by billing_item_detail_id) from packet_submission_line line
               where line.packet_submission_id = submission.packet_submission_id)`;
