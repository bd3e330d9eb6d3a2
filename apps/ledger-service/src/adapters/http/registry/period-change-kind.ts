import type { CalendarDate } from '@recoup/domain/calendar-date';
import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import { type AccountingPeriod, hasBegun } from '../../../domain/books/accounting-period.ts';
import type { Registry } from '../../../ports/registry.ts';
import { unknownEntity } from './policy-change-kind.ts';

export type NewPeriodState = AccountingPeriod & { readonly entity: string };

export const periodLocked = { status: 409, code: 'PERIOD_LOCKED' };
export const monthNotBegun = { status: 409, code: 'MONTH_NOT_BEGUN' };
export const periodState = { status: 409, code: 'WRONG_STATE' };

/** A month that one GL accountant wants opened, closed or locked for ever, and another approves. */
export const periodChangeKind = (registry: Registry, todayIn: (timeZone: string) => CalendarDate) =>
  changeKind<NewPeriodState>({
    kind: 'PERIOD',
    roles: ['GL_ACCOUNTANT'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: [unknownEntity, periodLocked, periodState, monthNotBegun],
    subjectOf: ({ entity, month }) => `${entity} ${month}`,
    weigh: async ({ entity, month, state }) => {
      const known = (await registry.entities()).find(({ code }) => code === entity);
      if (!known) {
        return problem(
          unknownEntity.status,
          unknownEntity.code,
          `${entity} is no legal entity of this ledger.`,
        );
      }
      if (state !== 'OPEN' && !hasBegun(month, todayIn(known.timeZone))) {
        const early = `${month} has not begun in ${entity}. A month can be closed or locked from its first day on.`;
        return problem(monthNotBegun.status, monthNotBegun.code, early);
      }
      const before = (await registry.lockMonth(entity, month)) ?? null;
      if (before === 'LOCKED') {
        return problem(periodLocked.status, periodLocked.code, `${month} of ${entity} is locked for ever.`);
      }
      if (before === state) {
        const already = `${month} of ${entity} is ${state.toLowerCase()} already.`;
        return problem(periodState.status, periodState.code, already);
      }
      return { before, beneficiaries: [], scope: [{ entity, department: null, clientId: null }] };
    },
    apply: async ({
      payload: { entity, month, state },
      changeRequestId,
      proposedBy,
      decidedBy,
      recordApproval,
    }) => {
      await recordApproval();
      const decided = { proposedBy: proposedBy.personId, approvedBy: decidedBy.personId, changeRequestId };
      await registry.setMonth(entity, month, state, decided);
      return undefined;
    },
  });
