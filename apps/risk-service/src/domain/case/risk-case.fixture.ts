import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { anInvoice, aProfile, type InvoiceFacts } from '../score/invoice.fixture.ts';
import type { Invoice } from '../score/invoice.ts';
import { signalsOf } from '../score/invoice.ts';
import { type Score, score } from '../score/score.ts';
import { scorecardV1 } from '../score/scorecard-v1.ts';
import { openCase } from './follow-risk.ts';
import type { Owner, PersonId } from './owner-router.ts';
import type { RiskCase, RiskCaseId } from './risk-case.ts';
import type { RoleInScope } from './scope.ts';

const personId = '01920000-0000-7000-8000-00000000000a' as PersonId;

export const kim: Owner = { personId, role: 'CASE_OWNER', name: 'Kim Collector' };

export const everyCase: RoleInScope = { role: 'CASE_OWNER', entity: null, department: null, clientId: null };

export const kimAtWork = { personId, name: kim.name, grants: [everyCase] as readonly RoleInScope[] };

/** The day on which an invoice is so many days overdue. */
export const whenOverdue = (invoice: Invoice, days: number): CalendarDate => addDays(invoice.dueDate, days);

export const scoreOf = (invoice: Invoice, daysOverdue: number): Score => {
  const asOf = whenOverdue(invoice, daysOverdue);
  return score(signalsOf(invoice, aProfile(), asOf), scorecardV1, asOf);
};

/** A case of Acme's INV-1182, opened when it was so many days overdue, owned by Kim. */
export const aCase = (daysOverdue: number, openedAt: Date, facts: InvoiceFacts = {}): RiskCase => {
  const invoice = anInvoice(facts);
  const id = '01920000-0000-7000-8000-0000000000f1' as RiskCaseId;
  return openCase(id, 1n, invoice, scoreOf(invoice, daysOverdue), kim, openedAt).case;
};
