import { money } from '@recoup/contracts/values';
import { type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';
import { money as amountOf, moneyText } from '@recoup/domain/money';
import { day, instant, instantText } from '@recoup/runtime/http/times';
import * as z from 'zod';
import { recoveredSoFar } from '../domain/case/act-on-case.ts';
import { caseNumber, confidences } from '../domain/case/risk-case.ts';
import { overdueDays } from '../domain/score/signals.ts';
import { type CaseRow, promisesOf, toCase } from '../rows/case-rows.ts';
import { type InvoiceRow, toInvoice } from '../rows/invoice-rows.ts';
import { band } from './band-schema.ts';

/** `enterprise_writeoff_risk_case_v1` (requirement P1) in camelCase, with what a screen needs beside it. */
export const caseResource = z.object({
  riskCaseId: z.uuid(),
  caseNo: z.string(),
  version: z.int(),
  accountId: z.uuid(),
  accountName: z.string(),
  clientId: z.uuid(),
  clientName: z.string(),
  entity: z.string(),
  department: z.string(),
  invoiceId: z.uuid(),
  invoiceNumber: z.string(),
  invoiceIssueDate: day,
  invoiceDueDate: day,
  invoiceAgeDays: z.int(),
  overdueDays: z.int(),
  outstandingAmount: money,
  atRiskAmount: money,
  disputeOpenFlag: z.boolean(),
  disputeReasonCode: z.string().nullable(),
  priorShortPayCount180d: z.int(),
  priorCreditMemoCount180d: z.int(),
  accountHealthScore: z.int().nullable(),
  stakeholderResponsivenessScore: z.int().nullable(),
  paymentCommitmentDate: day.nullable(),
  paymentCommitmentConfidence: z.enum(confidences).nullable(),
  writeoffRiskScore: z.int(),
  riskBand: band,
  bandEnteredAt: instant,
  riskOwnerRole: z.string(),
  riskOwnerName: z.string(),
  riskOwnerPersonId: z.uuid().nullable(),
  ownerAssignedAt: instant,
  nextAction: z.string().nullable(),
  nextActionDueAt: instant.nullable(),
  nextActionBreached: z.boolean(),
  escalationLevel: z.int(),
  recoveryStatus: z.string(),
  recoveredAmount: money,
  structuredPlanAmount: money.nullable(),
  writeoffAmount: money.nullable(),
  writeoffPacketId: z.uuid().nullable(),
  writeOffRecommended: z.object({ reason: z.string(), since: instant }).nullable(),
  openedAt: instant,
  closedAt: instant.nullable(),
  rootCauseCategory: z.string().nullable(),
  preventionOwner: z.string().nullable(),
  preventionDueAt: instant.nullable(),
});
export type CaseResource = z.infer<typeof caseResource>;

export type ViewRow = CaseRow &
  InvoiceRow & {
    readonly version: number;
    readonly client_name: string;
    readonly prior_short_pay_count_180d: number;
    readonly prior_credit_memo_count_180d: number;
    readonly account_health_score: number | null;
    readonly stakeholder_responsiveness_score: number | null;
    readonly structured_plan_amount_minor: string | null;
    readonly root_cause_category: string | null;
    readonly prevention_owner: string | null;
    readonly prevention_due_at: string | null;
  };

/** The case of a row as it stands today, about the invoice as it now stands. */
export const toResource = (row: ViewRow, today: CalendarDate): CaseResource => {
  const riskCase = toCase(row, toInvoice(row, promisesOf(row)));
  const { invoice, owner, nextAction, recommendation, writeOff } = riskCase;
  return {
    riskCaseId: riskCase.id,
    caseNo: caseNumber(riskCase.caseNo),
    version: row.version,
    accountId: invoice.accountId,
    accountName: invoice.accountName,
    clientId: invoice.clientId,
    clientName: row.client_name,
    entity: invoice.entity,
    department: invoice.department,
    invoiceId: invoice.receivableId,
    invoiceNumber: invoice.invoiceNumber,
    invoiceIssueDate: invoice.issueDate,
    invoiceDueDate: invoice.dueDate,
    invoiceAgeDays: daysBetween(invoice.issueDate, today),
    overdueDays: overdueDays(invoice, today),
    outstandingAmount: moneyText(invoice.outstanding),
    atRiskAmount: moneyText(riskCase.atRisk),
    disputeOpenFlag: invoice.dispute.open,
    disputeReasonCode: invoice.dispute.reason,
    priorShortPayCount180d: row.prior_short_pay_count_180d,
    priorCreditMemoCount180d: row.prior_credit_memo_count_180d,
    accountHealthScore: row.account_health_score,
    stakeholderResponsivenessScore: row.stakeholder_responsiveness_score,
    paymentCommitmentDate: invoice.promises.commitmentDate,
    paymentCommitmentConfidence: riskCase.paymentCommitmentConfidence,
    writeoffRiskScore: riskCase.scoreBasisPoints / 100,
    riskBand: riskCase.band,
    bandEnteredAt: riskCase.bandEnteredAt.toISOString(),
    riskOwnerRole: owner.role,
    riskOwnerName: owner.name,
    riskOwnerPersonId: owner.personId,
    ownerAssignedAt: riskCase.ownerAssignedAt.toISOString(),
    nextAction: nextAction?.action ?? null,
    nextActionDueAt: nextAction?.dueAt.toISOString() ?? null,
    nextActionBreached: nextAction?.breached ?? false,
    escalationLevel: riskCase.escalationLevel,
    recoveryStatus: riskCase.recoveryStatus,
    recoveredAmount: moneyText(
      riskCase.recoveryStatus === 'RECOVERED' ? riskCase.recoveredAmount : recoveredSoFar(riskCase),
    ),
    structuredPlanAmount: structuredPlanOf(row),
    writeoffAmount: writeOff && moneyText(writeOff.amount),
    writeoffPacketId: writeOff?.packetId ?? null,
    writeOffRecommended: recommendation && {
      reason: recommendation.reason,
      since: recommendation.since.toISOString(),
    },
    openedAt: riskCase.openedAt.toISOString(),
    closedAt: riskCase.closedAt?.toISOString() ?? null,
    rootCauseCategory: row.root_cause_category,
    preventionOwner: row.prevention_owner,
    preventionDueAt: row.prevention_due_at === null ? null : instantText(row.prevention_due_at),
  };
};

const structuredPlanOf = ({ structured_plan_amount_minor: minor, currency }: ViewRow) =>
  minor === null ? null : moneyText(amountOf(BigInt(minor), currency));
