import { sql } from 'kysely';
import { recoveredSoFar } from '../../../domain/case/act-on-case.ts';
import type { RiskCase } from '../../../domain/case/risk-case.ts';

export const toColumns = (riskCase: RiskCase) => {
  const { invoice, owner, nextAction, writeOff, recommendation } = riskCase;
  const recovered =
    riskCase.recoveryStatus === 'RECOVERED' ? riskCase.recoveredAmount : recoveredSoFar(riskCase);
  return {
    risk_case_id: riskCase.id,
    case_no: String(riskCase.caseNo),
    account_id: invoice.accountId,
    invoice_id: invoice.receivableId,
    invoice_issue_date: invoice.issueDate,
    invoice_due_date: invoice.dueDate,
    outstanding_amount_minor: String(invoice.outstanding.minor),
    at_risk_amount_minor: String(riskCase.atRisk.minor),
    currency: invoice.outstanding.currency,
    dispute_open_flag: invoice.dispute.open,
    dispute_reason_code: invoice.dispute.reason,
    payment_commitment_date: invoice.promises.commitmentDate,
    payment_commitment_confidence: riskCase.paymentCommitmentConfidence,
    broken_commitment_count: invoice.promises.brokenBefore,
    last_contact_on: invoice.promises.lastContactOn,
    writeoff_risk_score: riskCase.scoreBasisPoints,
    risk_band: riskCase.band,
    band_entered_at: riskCase.bandEnteredAt.toISOString(),
    risk_owner_role: owner.role,
    risk_owner_name: owner.name,
    risk_owner_person_id: owner.personId,
    owner_assigned_at: riskCase.ownerAssignedAt.toISOString(),
    next_action: nextAction?.action ?? null,
    next_action_due_at: nextAction?.dueAt.toISOString() ?? null,
    next_action_breached: nextAction?.breached ?? false,
    escalation_level: riskCase.escalationLevel,
    recovery_status: riskCase.recoveryStatus,
    recovered_amount_minor:
      riskCase.recoveryStatus === 'WRITTEN_OFF_ROOT_CAUSE_DUE' ? '0' : String(recovered.minor),
    writeoff_amount_minor: writeOff === null ? null : String(writeOff.amount.minor),
    writeoff_packet_id: writeOff?.packetId ?? null,
    writeoff_proposed: riskCase.writeOffProposed,
    recommendation_reason: recommendation?.reason ?? null,
    recommended_at: recommendation?.since.toISOString() ?? null,
    opened_at: riskCase.openedAt.toISOString(),
    closed_at: riskCase.closedAt?.toISOString() ?? null,
  };
};

type CaseColumns = ReturnType<typeof toColumns>;

/** What a case is opened with and keeps for ever. */
const fixed: ReadonlySet<string> = new Set<keyof CaseColumns>([
  'risk_case_id',
  'case_no',
  'invoice_id',
  'at_risk_amount_minor',
  'opened_at',
]);

/** The columns of a case as a list, and what becomes of them when the case is already there. */
export const columnsOf = (columns: CaseColumns) => {
  const names = Object.keys(columns);
  const changing = names.filter((name) => !fixed.has(name));
  return {
    names: sql.raw(names.join(', ')),
    assignments: sql.raw(changing.map((name) => `${name} = excluded.${name}`).join(', ')),
  };
};
