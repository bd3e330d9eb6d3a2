import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Page, PageAsked } from '@recoup/runtime/http/lists/list';
import type { ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { criteria } from '../domain/eligibility/eligibility.ts';
import { recoveryKinds } from '../domain/packet/packet.ts';
import { packetStatusCodes, workflowStateOf, workflowStates } from '../domain/packet/packet-status.ts';
import { warningCodes } from '../domain/packet/submission-record.ts';
import { approverRoles } from '../domain/people/person.ts';
import { coveredPackets } from './scope-filter.ts';
import { rateOf, rateResource, ratesColumns, type StoredRate } from './submission-rate.ts';
import { moneyOf, optional, partyResource, personRef, personResource } from './wire.ts';

export const packetResource = z.object({
  packetId: z.uuid(),
  version: z.int(),
  name: z.string(),
  client: partyResource,
  currency: z.string(),
  defaultCriterion: z.enum(criteria).nullable(),
  packetStatusCd: z.enum(packetStatusCodes),
  workflowState: z.enum(workflowStates),
  currentApproverRole: z.enum(approverRoles).nullable(),
  round: z.int(),
  receivableCount: z.int(),
  totalCommission: money,
  outstanding: money.describe('all open sides of the receivables; frozen at submission'),
  route: z.array(z.enum(approverRoles)),
  baseTotal: money.nullable(),
  splitSuspect: money.nullable(),
  policyVersion: z.string().nullable(),
  contentHash: z.string().nullable(),
  rate: rateResource.nullable(),
  warnings: z
    .array(z.object({ code: z.enum(warningCodes), receivables: z.int() }))
    .describe('what approvers should know of the receivables as they were submitted'),
  approvals: z.array(
    z.object({
      role: z.enum(approverRoles),
      by: personResource,
      at: instant,
      comment: z.string().nullable(),
    }),
  ),
  createdBy: personResource,
  createdAt: instant,
  updatedAt: instant,
  submittedBy: personResource.nullable(),
  submittedAt: instant.nullable(),
  rejection: z
    .object({ role: z.string(), by: personResource, at: instant, reason: z.string() })
    .nullable()
    .describe('the last rejection, kept after the packet is submitted again'),
  cashReceiptId: z.uuid().nullable(),
  receiptNo: z
    .string()
    .nullable()
    .describe('given by the ledger within seconds after the receipt; null until then'),
  completedAt: instant.nullable(),
  executed: z
    .object({
      commission: money,
      outstanding: money,
      receivableCount: z.int(),
      loweredCount: z.int(),
      droppedCount: z.int(),
    })
    .nullable()
    .describe('what the ledger did of what was approved, which stands in totalCommission and outstanding'),
  glStatus: z
    .enum([
      ...(['PENDING', 'POSTED', 'REJECTED', 'UNKNOWN', 'HELD', 'AWAITING_APPROVAL'] as const),
      ...(['CANCELLED', 'EXPORTED', 'POSTED_BY_HAND', 'NONE'] as const),
    ])
    .nullable()
    .describe(
      'the worst of its documents; PENDING until all are reported, NONE where no general ledger outside gets any',
    ),
  recoveryRequestedBy: personResource.nullable(),
  recoveryRequestedAt: instant.nullable(),
  recoveryKind: z.enum(recoveryKinds).nullable(),
  recoveryReason: z.string().nullable(),
  recoveredAt: instant.nullable(),
});
export type PacketResource = z.infer<typeof packetResource>;

type PacketViewRow = StoredRate & {
  readonly write_off_packet_id: string;
  readonly version: number;
  readonly packet_name: string;
  readonly client_id: string;
  readonly client_number: string;
  readonly client_name: string;
  readonly currency: string;
  readonly packet_eligibility_criteria_cd: PacketResource['defaultCriterion'];
  readonly packet_status_cd: PacketResource['packetStatusCd'];
  readonly current_approver_role: PacketResource['currentApproverRole'];
  readonly round: number;
  readonly receivable_count: number;
  readonly commission: string;
  readonly outstanding: string;
  readonly route: PacketResource['route'] | null;
  readonly base_currency: string | null;
  readonly base_total_minor: string | null;
  readonly split_sum_minor: string | null;
  readonly policy_version: string | null;
  readonly content_hash: string | null;
  readonly warnings: PacketResource['warnings'];
  readonly executed: {
    commission: string;
    outstanding: string;
    receivableCount: number;
    loweredCount: number;
    droppedCount: number;
  } | null;
  readonly approvals: readonly {
    role: PacketResource['approvals'][number]['role'];
    personId: string;
    name: string;
    at: string;
    comment: string | null;
  }[];
  readonly created_by_user_id: string;
  readonly created_by_name: string;
  readonly created_dt: string;
  readonly updated_dt: string;
  readonly submitted_by_user_id: string | null;
  readonly submitted_by_name: string | null;
  readonly submitted_dt: string | null;
  readonly rejected_role: string | null;
  readonly rejected_by_user_id: string | null;
  readonly rejected_by_name: string | null;
  readonly rejected_dt: string | null;
  readonly rejection_reason: string | null;
  readonly cash_receipt_id: string | null;
  readonly receipt_no: string | null;
  readonly completed_dt: string | null;
  readonly gl_status: PacketResource['glStatus'];
  readonly recovery_requested_by_user_id: string | null;
  readonly recovery_requested_by_name: string | null;
  readonly recovery_requested_dt: string | null;
  readonly recovery_kind: PacketResource['recoveryKind'];
  readonly recovery_reason: string | null;
  readonly recovered_dt: string | null;
};

const draftCodes = sql.raw(`p.packet_status_cd = 'DRAFT' or p.packet_status_cd like 'REJECTED\\_%'`);

const columns = sql`p.*, coalesce(live.commission, p.total_commission_minor) as commission,
           coalesce(live.outstanding, p.total_revenue_minor + p.total_payable_minor + p.total_tax_minor + p.total_fee_minor, 0)
             as outstanding,
           (select coalesce(jsonb_agg(jsonb_build_object('role', approver_role, 'personId', person_id, 'name', person_name,
                     'at', decided_dt, 'comment', comment_text) order by packet_version), '[]')
              from packet_decision signed
             where signed.write_off_packet_id = p.write_off_packet_id and signed.round = p.round
               and signed.decision = 'APPROVE' and submission.packet_submission_id is not null) as approvals,
           ${ratesColumns},
           (select coalesce(jsonb_agg(jsonb_build_object('code', code, 'receivables', receivables) order by code), '[]')
              from (select warning as code, count(*) as receivables
                      from packet_submission_line line cross join unnest(line.warnings) as warning
                     where line.packet_submission_id = submission.packet_submission_id group by 1) warned) as warnings,
           (select jsonb_build_object('commission', executed_commission_minor::text, 'outstanding', (executed_commission_minor
                     + executed_payable_minor + executed_tax_minor + executed_fee_minor)::text,
                     'receivableCount', execution.receivable_count, 'loweredCount', lowered_count, 'droppedCount', dropped_count)
              from packet_execution execution
             where execution.write_off_packet_id = p.write_off_packet_id) as executed`;

/**
 * A draft shows what its receivables owe now, any other packet what was frozen. Signatures and route of a submission that an execution
 * refused, or that was cancelled, count for nothing any more and are not shown beside it.
 */
const seenBy = (actor: Actor) => sql`
      from write_off_packet p
      left join lateral (
           select sum(r.open_revenue_minor) as commission,
                  sum(r.open_revenue_minor + r.open_payable_minor + r.open_tax_minor + r.open_fee_minor) as outstanding
             from packet_receivable link join receivable r using (billing_item_detail_id)
            where link.write_off_packet_id = p.write_off_packet_id and link.removed_dt is null) live on ${draftCodes}
      left join packet_submission submission on submission.write_off_packet_id = p.write_off_packet_id
           and submission.attempt = p.submission_attempt and p.packet_status_cd not in ('DRAFT', 'CANCELLED')
     where p.deleted_dt is null and ${coveredPackets(actor.grants)}`;

/** A page of the packets `p` that fulfil a condition. */
export const pageOfPackets = async (
  database: Queries,
  actor: Actor,
  condition: RawBuilder<unknown>,
  { key, where, order, page }: PageAsked,
): Promise<Page<PacketResource>> => {
  const rows = await database.query<PacketViewRow & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${key} ${seenBy(actor)} and ${condition} and ${where} ${order}`);
  return page(rows, toResource);
};

/** One packet, if the person may see it. */
export const findPacket = async (
  database: Queries,
  actor: Actor,
  packetId: string,
): Promise<PacketResource | undefined> => {
  const [row] = await database.query<PacketViewRow>(sql`
    select ${columns} ${seenBy(actor)} and p.write_off_packet_id = ${packetId}`);
  return row && toResource(row);
};

const toResource = (row: PacketViewRow): PacketResource => ({
  packetId: row.write_off_packet_id,
  version: row.version,
  name: row.packet_name,
  client: { id: row.client_id, number: row.client_number, name: row.client_name },
  currency: row.currency,
  defaultCriterion: row.packet_eligibility_criteria_cd,
  packetStatusCd: row.packet_status_cd,
  workflowState: workflowStateOf(row.packet_status_cd),
  currentApproverRole: row.current_approver_role,
  round: row.round,
  receivableCount: row.receivable_count,
  totalCommission: moneyOf(row.commission, row.currency),
  outstanding: moneyOf(row.outstanding, row.currency),
  ...routing(row),
  warnings: row.warnings,
  approvals: row.approvals.map(({ role, personId, name, at, comment }) => ({
    role,
    by: { personId, name },
    at: instantText(at),
    comment,
  })),
  createdBy: { personId: row.created_by_user_id, name: row.created_by_name },
  createdAt: instantText(row.created_dt),
  updatedAt: instantText(row.updated_dt),
  submittedBy: personRef(row.submitted_by_user_id, row.submitted_by_name),
  submittedAt: optional(row.submitted_dt, instantText),
  rejection: rejectionOf(row),
  ...execution(row),
});

/** How it was routed, unless the submission is void. */
const routing = (row: PacketViewRow) => {
  const inBase = (minor: string) => moneyOf(minor, row.base_currency ?? row.currency);
  const stands = !['DRAFT', 'CANCELLED'].includes(row.packet_status_cd);
  return {
    route: stands ? (row.route ?? []) : [],
    baseTotal: stands ? optional(row.base_total_minor, inBase) : null,
    splitSuspect: stands ? optional(row.split_sum_minor, inBase) : null,
    policyVersion: stands ? row.policy_version : null,
    contentHash: stands ? row.content_hash : null,
    rate: optional(row.rate, rateOf),
  };
};

const rejectionOf = (row: PacketViewRow): PacketResource['rejection'] => {
  const by = personRef(row.rejected_by_user_id, row.rejected_by_name);
  return by && row.rejected_dt
    ? {
        role: row.rejected_role ?? '',
        by,
        at: instantText(row.rejected_dt),
        reason: row.rejection_reason ?? '',
      }
    : null;
};

const execution = (row: PacketViewRow) => ({
  cashReceiptId: row.cash_receipt_id,
  receiptNo: row.receipt_no,
  completedAt: optional(row.completed_dt, instantText),
  executed: optional(row.executed, ({ commission, outstanding, ...counts }) => ({
    commission: moneyOf(commission, row.currency),
    outstanding: moneyOf(outstanding, row.currency),
    ...counts,
  })),
  glStatus: row.cash_receipt_id === null ? null : (row.gl_status ?? 'PENDING'),
  recoveryRequestedBy: personRef(row.recovery_requested_by_user_id, row.recovery_requested_by_name),
  recoveryRequestedAt: optional(row.recovery_requested_dt, instantText),
  recoveryKind: row.recovery_kind,
  recoveryReason: row.recovery_reason,
  recoveredAt: optional(row.recovered_dt, instantText),
});
