import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import { type ActionRefusal, type CompletedAction, completeAction } from '../domain/case/act-on-case.ts';
import type { CaseChange, RiskCaseId } from '../domain/case/risk-case.ts';
import type { Cases } from '../ports/cases.ts';
import type { DueAccounts, RiskStore } from '../ports/risk-store.ts';

export type CompleteDueAction = (
  id: RiskCaseId,
  done: CompletedAction,
) => Promise<Result<CaseChange, ActionRefusal | { readonly reason: 'no-such-case' }>>;

/**
 * Records that the due action of a case was done. A promise it brought may change the band, so the
 * account is looked at again soon.
 */
export const completeDueAction =
  (
    store: Pick<RiskStore, 'transaction'>,
    cases: Cases,
    due: Pick<DueAccounts, 'mark'>,
    today: () => CalendarDate,
    now: () => Date,
  ): CompleteDueAction =>
  (id, done) =>
    store.transaction(async () => {
      const at = now();
      const result = await cases.change(id, (riskCase) => completeAction(riskCase, done, today(), at), at);
      if (result.ok) await due.mark([result.value.case.invoice.accountId]);
      return result;
    });
