import { exponentOf } from '@recoup/domain/currency';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { PacketEvent } from '../../../domain/packet/packet-event.ts';
import type { SubmissionRecord } from '../../../domain/packet/submission-record.ts';
import type { NewId } from '../new-id.ts';

type SubmittedEvent = Extract<PacketEvent, { readonly type: 'packet-submitted' | 'packet-resubmitted' }>;

/** Keeps a submission with all that it rested on; afterwards nothing of it changes and nothing joins it. */
export const keepSubmission = async (
  database: Database,
  event: SubmittedEvent,
  newId: NewId,
): Promise<void> => {
  const id = newId();
  const { record } = event.content;
  await keepHead(database, id, event);
  await keepLines(database, id, event);
  await database.query(sql`
    insert into packet_submission_document (packet_submission_id, packet_document_id, billing_item_detail_id, document_kind_cd, sha256)
    select ${id}::uuid, packet_document_id, billing_item_detail_id, document_kind_cd, sha256 from packet_document
     where packet_document_id = any (${record.documents.map((document) => document.id)}::uuid[])`);
  await keepRules(database, id, record);
};

const keepHead = async (database: Database, id: string, event: SubmittedEvent): Promise<void> => {
  const { packet, version, by, at } = event;
  const { record } = event.content;
  const { submission } = packet;
  const { rate } = record;
  const listed = rate.listed && {
    ...rate.listed,
    rate: rate.rate.toString(),
    scale: rate.scale,
    day: rate.day,
  };
  await database.query(sql`
    insert into packet_submission (packet_submission_id, write_off_packet_id, attempt, round, packet_version, version_seen,
      packet_name, submitted_by_user_id, submitted_by_name, submitted_dt, submitted_on, currency, currency_exponent,
      receivable_count, total_revenue_minor, total_payable_minor, total_tax_minor, total_fee_minor, base_currency, base_exponent,
      base_total_minor, base_whole_minor, fx_rate_id, fx_rate, fx_scale, fx_day, fx_version, fx_source, split_total_minor, route, content_hash,
      dossier_hash, comment_version)
    values (${id}, ${packet.id}, ${submission.attempt}, ${packet.round}, ${version}, ${record.versionSeen},
      ${packet.name.text}, ${by.id}, ${by.name}, ${at.toISOString()}, ${submission.on}, ${packet.currency},
      ${exponentOf(packet.currency)}, ${packet.receivableCount}, ${submission.totals.revenue.toString()},
      ${submission.totals.payable.toString()}, ${submission.totals.tax.toString()}, ${submission.totals.fee.toString()},
      ${submission.baseTotal.currency}, ${exponentOf(submission.baseTotal.currency)}, ${submission.baseTotal.minor.toString()},
      ${record.baseWhole.minor.toString()}, ${listed?.id ?? null}, ${listed?.rate ?? null}, ${listed?.scale ?? null}, ${listed?.day ?? null}, ${listed?.version ?? null},
      ${listed?.source ?? null}, ${record.splitTotal.minor.toString()}, ${submission.route}::text[], ${submission.contentHash},
      ${submission.dossierHash},
      (select max(version) from packet_comment where write_off_packet_id = ${packet.id} and billing_item_detail_id is null))`);
};

const keepLines = async (
  database: Database,
  id: string,
  { packet, content }: SubmittedEvent,
): Promise<void> => {
  const lines = content.record.lines.map(({ frozen, text, open, ...line }) => ({
    id: frozen.receivableId,
    text,
    ...{ invoiced: line.invoiceDate, due: line.dueDate, criterion: frozen.criterion },
    ...{ relies: line.usePacketDocument, warnings: line.warnings },
    ...{ revenue: open.revenue.toString(), payable: open.payable.toString() },
    ...{ tax: open.tax.toString(), fee: open.fee.toString() },
  }));
  await database.query(sql`
    insert into packet_submission_line (packet_submission_id, billing_item_detail_id, canonical_text, invoice_date, due_date,
      eligibility_criteria_cd, use_packet_document_ind, commission_minor, payable_minor, tax_minor, fee_minor, warnings,
      comment_version)
    select ${id}::uuid, id, text, invoiced, due, criterion, relies, revenue, payable, tax, fee, warnings, newest.version
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
           as line (id uuid, text text, invoiced date, due date, criterion text, relies boolean, warnings text[], revenue bigint,
                    payable bigint, tax bigint, fee bigint)
      left join (select billing_item_detail_id, max(version) as version from packet_comment
                  where write_off_packet_id = ${packet.id} group by 1) newest on newest.billing_item_detail_id = line.id`);
};

/** Under which policies it was routed, and with which other submissions it was added up. */
const keepRules = async (
  database: Database,
  id: string,
  { policies, recent }: SubmissionRecord,
): Promise<void> => {
  await database.query(sql`
    insert into packet_submission_policy (packet_submission_id, entity, policy_entity, policy_version)
    select ${id}::uuid, * from unnest(${policies.map(({ entity }) => entity)}::text[],
                                      ${policies.map(({ policy }) => policy.entity)}::text[],
                                      ${policies.map(({ policy }) => policy.version)}::int[])`);
  await database.query(sql`
    insert into packet_submission_split (packet_submission_id, other_submission_id)
    select ${id}::uuid, packet_submission_id from packet_submission
      join unnest(${recent.map(({ packetId }) => packetId)}::uuid[], ${recent.map(({ attempt }) => attempt)}::int[])
           as other (packet_id, attempt) on other.packet_id = write_off_packet_id and other.attempt = packet_submission.attempt`);
};
