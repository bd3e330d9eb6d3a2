import { toCalendarDate } from '@recoup/domain/calendar-date';
import { storedCurrency } from '@recoup/domain/currency';
import { money } from '@recoup/domain/money';
import type { ApprovalRoute } from '../../../domain/approval-policy/approval-route.ts';
import type {
  Approval,
  Contributor,
  Executed,
  Execution,
  Packet,
  Rejection,
  Submission,
} from '../../../domain/packet/packet.ts';
import type { ApproverRole, PersonId, ScopeKey } from '../../../domain/people/person.ts';
import type { PacketRow } from './packet-row.ts';

export type PacketParts = {
  readonly approvals: readonly Approval[];
  readonly contributors: readonly Contributor[];
  readonly scopeKeys: readonly ScopeKey[];
  readonly executed: Executed | null;
};

/** A member that the table's checks promise to be there. */
const present = <Value>(value: Value | null | undefined, column: string): Value => {
  if (value === null || value === undefined) throw new Error(`write_off_packet.${column} is empty`);
  return value;
};

const routeOf = (roles: readonly ApproverRole[] | null | undefined, column: string): ApprovalRoute => {
  const [first, ...others] = roles ?? [];
  return [present(first, column), ...others];
};

/** The packet as the domain knows it: each status with exactly the members of its state. */
export const toPacket = (
  row: PacketRow,
  { approvals, contributors, scopeKeys, executed }: PacketParts,
): Packet => {
  const currency = storedCurrency(row.currency);
  const core = {
    id: row.writeOffPacketId,
    version: row.version,
    name: { text: row.packetName, key: row.nameKey },
    client: { id: row.clientId, number: row.clientNumber, name: row.clientName },
    currency,
    defaultCriterion: row.packetEligibilityCriteriaCd ?? null,
    createdBy: { id: row.createdByUserId, name: row.createdByName },
    createdAt: row.createdDt,
    contributors,
    scopeKeys,
    receivableCount: row.receivableCount,
    totalCommission: money(row.totalCommissionMinor, currency),
    round: row.round,
    lastRejection: rejectionOf(row),
  };
  const statusCd = row.packetStatusCd;
  switch (statusCd) {
    case 'DRAFT':
      return { ...core, statusCd, submission: row.submittedDt ? submissionOf(row) : null };
    case 'CANCELLED':
      return { ...core, statusCd, submission: row.submittedDt ? submissionOf(row) : null };
    case 'REJECTED_AGENT':
    case 'REJECTED_DH':
    case 'REJECTED_VP':
    case 'REJECTED_CFO':
    case 'REJECTED_MD':
      return {
        ...core,
        statusCd,
        submission: submissionOf(row),
        approvals,
        lastRejection: present(core.lastRejection, 'rejected_dt'),
      };
    case 'APPROVED': {
      const [first, ...others] = approvals;
      return {
        ...core,
        statusCd,
        submission: submissionOf(row),
        approvals: [present(first, 'approvals'), ...others],
      };
    }
    case 'COMPLETE':
      return {
        ...core,
        statusCd,
        submission: submissionOf(row),
        approvals,
        execution: executionOf(row, executed),
        recovery: recoveryOf(row),
      };
    case 'RECOVERED':
      return {
        ...core,
        statusCd,
        submission: submissionOf(row),
        approvals,
        execution: executionOf(row, executed),
        recovery: present(recoveryOf(row), 'recovery_requested_dt'),
        recoveredAt: present(row.recoveredDt, 'recovered_dt'),
      };
    default: {
      const submission = submissionOf(row);
      const awaiting = routeOf(submission.route.slice(approvals.length), 'current_approver_role');
      return { ...core, statusCd, submission, approvals, awaiting };
    }
  }
};

const personOf = (id: PersonId, name: string | null | undefined) => ({ id, name: name ?? '' });

const submissionOf = (row: PacketRow): Submission => {
  const base = storedCurrency(present(row.baseCurrency, 'base_currency'));
  return {
    attempt: present(row.submissionAttempt, 'submission_attempt'),
    by: personOf(present(row.submittedByUserId, 'submitted_by_user_id'), row.submittedByName),
    at: present(row.submittedDt, 'submitted_dt'),
    on: present(toCalendarDate(present(row.submittedOn, 'submitted_on')), 'submitted_on'),
    contentHash: present(row.contentHash, 'content_hash'),
    dossierHash: present(row.dossierHash, 'dossier_hash'),
    parts: present(row.partCount, 'part_count'),
    totals: {
      revenue: present(row.totalRevenueMinor, 'total_revenue_minor'),
      payable: present(row.totalPayableMinor, 'total_payable_minor'),
      tax: present(row.totalTaxMinor, 'total_tax_minor'),
      fee: present(row.totalFeeMinor, 'total_fee_minor'),
    },
    baseTotal: money(present(row.baseTotalMinor, 'base_total_minor'), base),
    splitSum:
      row.splitSumMinor === null || row.splitSumMinor === undefined ? null : money(row.splitSumMinor, base),
    route: routeOf(row.route, 'route'),
    policyVersion: present(row.policyVersion, 'policy_version'),
  };
};

const rejectionOf = (row: PacketRow): Rejection | null =>
  row.rejectedDt && row.rejectedByUserId && row.rejectedRole
    ? {
        role: row.rejectedRole,
        by: personOf(row.rejectedByUserId, row.rejectedByName),
        at: row.rejectedDt,
        reason: row.rejectionReason ?? '',
      }
    : null;

const executionOf = (row: PacketRow, executed: Executed | null): Execution => ({
  cashReceiptId: present(row.cashReceiptId, 'cash_receipt_id'),
  completedAt: present(row.completedDt, 'completed_dt'),
  completedBy: present(row.completedByUserId, 'completed_by_user_id'),
  writtenOffOn: present(row.writtenOffOn, 'written_off_on'),
  executed: present(executed, 'packet_execution'),
});

const recoveryOf = (row: PacketRow) =>
  row.recoveryRequestedDt && row.recoveryRequestedByUserId
    ? {
        by: personOf(row.recoveryRequestedByUserId, row.recoveryRequestedByName),
        at: row.recoveryRequestedDt,
        kind: present(row.recoveryKind, 'recovery_kind'),
        reason: present(row.recoveryReason, 'recovery_reason'),
      }
    : null;
