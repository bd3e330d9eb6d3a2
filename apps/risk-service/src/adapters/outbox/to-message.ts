import {
  RiskCaseBandChangedV1,
  RiskCaseClosedV1,
  RiskCaseEscalatedV1,
  RiskCaseOpenedV1,
  RiskCaseOwnerAssignedV1,
  RiskCaseRecommendationWithdrawnV1,
  RiskCaseSlaBreachedV1,
  RiskCaseWriteOffRecommendedV1,
} from '@recoup/contracts/risk-case.v1';
import type { CalendarDate } from '@recoup/domain/calendar-date';
import { moneyText } from '@recoup/domain/money';
import { type NewEvent, newEvent } from '@recoup/runtime/outbox/outbox';
import { type CaseEvent, caseNumber, type RiskCase } from '../../domain/case/risk-case.ts';
import { overdueDays } from '../../domain/score/signals.ts';

/** What is published of an event; some events are the case's own affair. */
export const toMessages = (event: CaseEvent, asOf: CalendarDate): readonly NewEvent[] => {
  const about = summaryOf(event.case, asOf);
  const subject = event.case.id;
  switch (event.type) {
    case 'opened':
      return [newEvent(RiskCaseOpenedV1, subject, { ...about, reasons: [...event.reasons] })];
    case 'band-changed':
      return [
        newEvent(RiskCaseBandChangedV1, subject, { ...about, from: event.from, reasons: [...event.reasons] }),
      ];
    case 'owner-assigned':
      return [newEvent(RiskCaseOwnerAssignedV1, subject, { ...about, previousOwner: event.previousOwner })];
    case 'sla-breached': {
      const { missedAction, dueAt } = event;
      return [
        newEvent(RiskCaseSlaBreachedV1, subject, { ...about, missedAction, dueAt: dueAt.toISOString() }),
      ];
    }
    case 'escalated': {
      const { fromLevel, reason } = event;
      return [newEvent(RiskCaseEscalatedV1, subject, { ...about, fromLevel, reason })];
    }
    case 'write-off-recommended':
      return [newEvent(RiskCaseWriteOffRecommendedV1, subject, { ...about, reason: event.reason })];
    case 'recommendation-withdrawn':
      return [newEvent(RiskCaseRecommendationWithdrawnV1, subject, { ...about, reason: event.reason })];
    case 'closed': {
      const closedAt = (event.case.closedAt ?? event.case.openedAt).toISOString();
      const { recoveryStatus } = event.case;
      return [newEvent(RiskCaseClosedV1, subject, { ...about, recoveryStatus, closedAt })];
    }
    case 'action-completed':
      return [];
  }
};

const summaryOf = (riskCase: RiskCase, asOf: CalendarDate) => {
  const { invoice, nextAction, owner } = riskCase;
  return {
    riskCaseId: riskCase.id,
    caseNo: caseNumber(riskCase.caseNo),
    receivableId: invoice.receivableId,
    invoiceNumber: invoice.invoiceNumber,
    accountId: invoice.accountId,
    accountName: invoice.accountName,
    entity: invoice.entity,
    department: invoice.department,
    clientId: invoice.clientId,
    outstanding: moneyText(invoice.outstanding),
    overdueDays: overdueDays(invoice, asOf),
    band: riskCase.band,
    scoreBasisPoints: riskCase.scoreBasisPoints,
    escalationLevel: riskCase.escalationLevel,
    owner: { personId: owner.personId, name: owner.name, role: owner.role },
    nextAction: nextAction?.action ?? '',
    nextActionDueAt: (nextAction?.dueAt ?? riskCase.closedAt ?? riskCase.openedAt).toISOString(),
  };
};
