import { band } from '@recoup/contracts/risk-case.v1';
import { money } from '@recoup/contracts/values';
import { type CalendarDate, daysBetween } from '@recoup/domain/calendar-date';
import { amountText, type Money } from '@recoup/domain/money';
import * as z from 'zod';
import { recoveredSoFar } from '../domain/case/act-on-case.ts';
import { caseNumber, confidences } from '../domain/case/risk-case.ts';
import { overdueDays } from '../domain/score/signals.ts';
import type { CaseLog, CaseView } from '../ports/risk-reads.ts';

const instant = z.iso.datetime();
const day = z.iso.date();

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

export const caseLogResource = z.object({
  actions: z.array(
    z.object({
      action: z.string(),
      dueAt: instant,
      completedAt: instant,
      completedBy: z.string(),
      note: z.string().nullable(),
      commitmentDate: day.nullable(),
    }),
  ),
  breaches: z.array(z.object({ missedAction: z.string(), dueAt: instant, recordedAt: instant })),
  owners: z.array(z.object({ name: z.string(), role: z.string(), assignedAt: instant, latencyMs: z.int() })),
});

export const toResource = (view: CaseView, today: CalendarDate): z.infer<typeof caseResource> => {
  const { riskCase } = view;
  const { invoice, owner, nextAction, recommendation, writeOff } = riskCase;
  return {
    riskCaseId: riskCase.id,
    caseNo: caseNumber(riskCase.caseNo),
    version: view.version,
    accountId: invoice.accountId,
    accountName: invoice.accountName,
    clientId: invoice.clientId,
    clientName: view.clientName,
    entity: invoice.entity,
    department: invoice.department,
    invoiceId: invoice.receivableId,
    invoiceNumber: invoice.invoiceNumber,
    invoiceIssueDate: invoice.issueDate,
    invoiceDueDate: invoice.dueDate,
    invoiceAgeDays: daysBetween(invoice.issueDate, today),
    overdueDays: overdueDays(invoice, today),
    outstandingAmount: wire(invoice.outstanding),
    atRiskAmount: wire(riskCase.atRisk),
    disputeOpenFlag: invoice.dispute.open,
    disputeReasonCode: invoice.dispute.reason,
    priorShortPayCount180d: view.priorShortPayCount180d,
    priorCreditMemoCount180d: view.priorCreditMemoCount180d,
    accountHealthScore: view.accountHealthScore,
    stakeholderResponsivenessScore: view.stakeholderResponsivenessScore,
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
    recoveredAmount: wire(
      riskCase.recoveryStatus === 'RECOVERED' ? riskCase.recoveredAmount : recoveredSoFar(riskCase),
    ),
    structuredPlanAmount: view.structuredPlan && wire(view.structuredPlan),
    writeoffAmount: writeOff && wire(writeOff.amount),
    writeoffPacketId: writeOff?.packetId ?? null,
    writeOffRecommended: recommendation && {
      reason: recommendation.reason,
      since: recommendation.since.toISOString(),
    },
    openedAt: riskCase.openedAt.toISOString(),
    closedAt: riskCase.closedAt?.toISOString() ?? null,
    rootCauseCategory: view.rootCauseCategory,
    preventionOwner: view.preventionOwner,
    preventionDueAt: view.preventionDueAt?.toISOString() ?? null,
  };
};

export const toLogResource = ({ actions, breaches, owners }: CaseLog): z.infer<typeof caseLogResource> => ({
  actions: actions.map((one) => ({
    ...one,
    dueAt: one.dueAt.toISOString(),
    completedAt: one.completedAt.toISOString(),
  })),
  breaches: breaches.map((one) => ({
    ...one,
    dueAt: one.dueAt.toISOString(),
    recordedAt: one.recordedAt.toISOString(),
  })),
  owners: owners.map((one) => ({ ...one, assignedAt: one.assignedAt.toISOString() })),
});

const wire = (amount: Money) => ({ amount: amountText(amount), currency: amount.currency });
