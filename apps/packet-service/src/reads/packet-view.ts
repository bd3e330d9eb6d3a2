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
import { approverRoles } from '../domain/people/person.ts';
import { coveredPackets } from './scope-filter.ts';
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
  glStatus: z
    .enum([
      ...(['PENDING', 'POSTED', 'REJECTED', 'UNKNOWN', 'HELD', 'AWAITING_APPROVAL'] as const),
      ...(['CANCELLED', 'EXPORTED', 'POSTED_BY_HAND', 'NONE'] as const),
    ])
    .nullable()
    .describe('NONE: no general ledger outside gets documents'),
  recoveryRequestedBy: personResource.nullable(),
  recoveryRequestedAt: instant.nullable(),
  recoveryKind: z.enum(recoveryKinds).nullable(),
  recoveryReason: z.string().nullable(),
  recoveredAt: instant.nullable(),
});
export type PacketResource = z.infer<typeof packetResource>;

type PacketViewRow = {
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
               and signed.decision = 'APPROVE') as approvals`;

/** A draft shows what its receivables owe now, any other packet what was frozen. */
const seenBy = (actor: Actor) => sql`
      from write_off_packet p
      left join lateral (
           select sum(r.open_revenue_minor) as commission,
                  sum(r.open_revenue_minor + r.open_payable_minor + r.open_tax_minor + r.open_fee_minor) as outstanding
             from packet_receivable link join receivable r using (billing_item_detail_id)
            where link.write_off_packet_id = p.write_off_packet_id) live on ${draftCodes}
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
  route: row.route ?? [],
  ...routing(row),
  contentHash: row.content_hash,
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

const routing = (row: PacketViewRow) => ({
  baseTotal: optional(row.base_total_minor, (minor) => moneyOf(minor, row.base_currency ?? row.currency)),
  splitSuspect: optional(row.split_sum_minor, (minor) => moneyOf(minor, row.base_currency ?? row.currency)),
  policyVersion: row.policy_version,
});

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
  glStatus: row.cash_receipt_id === null ? null : (row.gl_status ?? 'PENDING'),
  recoveryRequestedBy: personRef(row.recovery_requested_by_user_id, row.recovery_requested_by_name),
  recoveryRequestedAt: optional(row.recovery_requested_dt, instantText),
  recoveryKind: row.recovery_kind,
  recoveryReason: row.recovery_reason,
  recoveredAt: optional(row.recovered_dt, instantText),
});
