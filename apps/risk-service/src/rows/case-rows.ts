import type { CalendarDate } from '@recoup/domain/calendar-date';
import { money } from '@recoup/domain/money';
import type { EscalationLevel } from '../domain/case/band-entry.ts';
import type { PersonId } from '../domain/case/owner-router.ts';
import type { CaseState, Confidence, NextAction, RiskCase, RiskCaseId } from '../domain/case/risk-case.ts';
import type { Band } from '../domain/score/band.ts';
import type { Invoice, Promises } from '../domain/score/invoice.ts';

/** The columns of `risk_case` that a decision reads. Instants, dates and 64-bit integers arrive as text. */
export type CaseRow = {
  readonly risk_case_id: RiskCaseId;
  readonly case_no: string;
  readonly invoice_id: string;
  readonly outstanding_amount_minor: string;
  readonly at_risk_amount_minor: string;
  readonly dispute_open_flag: boolean;
  readonly dispute_reason_code: string | null;
  readonly payment_commitment_date: CalendarDate | null;
  readonly payment_commitment_confidence: Confidence | null;
  readonly broken_commitment_count: number;
  readonly last_contact_on: CalendarDate | null;
  readonly writeoff_risk_score: number;
  readonly risk_band: Band;
  readonly band_entered_at: string;
  readonly risk_owner_role: string;
  readonly risk_owner_name: string;
  readonly risk_owner_person_id: PersonId | null;
  readonly owner_assigned_at: string;
  readonly next_action: string | null;
  readonly next_action_due_at: string | null;
  readonly next_action_breached: boolean;
  readonly escalation_level: EscalationLevel;
  readonly recovery_status: RiskCase['recoveryStatus'];
  readonly recovered_amount_minor: string;
  readonly writeoff_amount_minor: string | null;
  readonly writeoff_packet_id: string | null;
  readonly writeoff_proposed: boolean;
  readonly recommendation_reason: string | null;
  readonly recommended_at: string | null;
  readonly opened_at: string;
  readonly closed_at: string | null;
};

export const promisesOf = (row: CaseRow): Promises => ({
  commitmentDate: row.payment_commitment_date,
  brokenBefore: row.broken_commitment_count,
  lastContactOn: row.last_contact_on,
});

/** The invoice as the case last knew it, which shows whether anything about it is news. */
export const asLastKnown = (row: CaseRow, invoice: Invoice): Invoice => ({
  ...invoice,
  outstanding: money(BigInt(row.outstanding_amount_minor), invoice.outstanding.currency),
  dispute: { open: row.dispute_open_flag, reason: row.dispute_reason_code },
});

/** The case of a row, about the invoice as it now stands. */
export const toCase = (row: CaseRow, invoice: Invoice): RiskCase => ({
  id: row.risk_case_id,
  caseNo: BigInt(row.case_no),
  invoice,
  band: row.risk_band,
  scoreBasisPoints: row.writeoff_risk_score,
  owner: {
    personId: row.risk_owner_person_id,
    role: row.risk_owner_role,
    name: row.risk_owner_name,
  },
  atRisk: money(BigInt(row.at_risk_amount_minor), invoice.outstanding.currency),
  escalationLevel: row.escalation_level,
  openedAt: new Date(row.opened_at),
  bandEnteredAt: new Date(row.band_entered_at),
  ownerAssignedAt: new Date(row.owner_assigned_at),
  paymentCommitmentConfidence: row.payment_commitment_confidence,
  writeOffProposed: row.writeoff_proposed,
  recommendation:
    row.recommendation_reason !== null && row.recommended_at !== null
      ? { reason: row.recommendation_reason, since: new Date(row.recommended_at) }
      : null,
  writeOff:
    row.writeoff_amount_minor === null
      ? null
      : {
          packetId: row.writeoff_packet_id,
          amount: money(BigInt(row.writeoff_amount_minor), invoice.outstanding.currency),
        },
  ...stateOf(row, invoice),
});

const stateOf = (row: CaseRow, invoice: Invoice): CaseState => {
  if (row.recovery_status === 'RECOVERED' && row.closed_at !== null) {
    const recoveredAmount = money(BigInt(row.recovered_amount_minor), invoice.outstanding.currency);
    return {
      recoveryStatus: 'RECOVERED',
      nextAction: null,
      closedAt: new Date(row.closed_at),
      recoveredAmount,
    };
  }
  const recoveryStatus = row.recovery_status === 'RECOVERED' ? 'OPEN' : row.recovery_status;
  return { recoveryStatus, nextAction: nextActionOf(row), closedAt: null };
};

const nextActionOf = (row: CaseRow): NextAction => {
  if (row.next_action === null || row.next_action_due_at === null) {
    throw new Error(`case ${row.risk_case_id} is open and has no timer`);
  }
  return {
    action: row.next_action,
    dueAt: new Date(row.next_action_due_at),
    breached: row.next_action_breached,
  };
};
