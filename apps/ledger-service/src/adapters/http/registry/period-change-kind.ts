import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import type { AccountingPeriod } from '../../../domain/books/accounting-period.ts';
import type { Registry } from '../../../ports/registry.ts';
import { unknownEntity } from './policy-change-kind.ts';

export type NewPeriodState = AccountingPeriod & { readonly entity: string };

export const periodLocked = { status: 409, code: 'PERIOD_LOCKED' };
export const periodState = { status: 409, code: 'WRONG_STATE' };

/** A month that one GL accountant wants opened, closed or locked for ever, and another approves. */
export const periodChangeKind = (registry: Registry) =>
  changeKind<NewPeriodState>({
    kind: 'PERIOD',
    roles: ['GL_ACCOUNTANT'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: [unknownEntity, periodLocked, periodState],
    subjectOf: ({ entity, month }) => `${entity} ${month}`,
    weigh: async ({ entity, month, state }) => {
      const known = (await registry.entities()).some(({ code }) => code === entity);
      if (!known) {
        return problem(
          unknownEntity.status,
          unknownEntity.code,
          `${entity} is no legal entity of this ledger.`,
        );
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
