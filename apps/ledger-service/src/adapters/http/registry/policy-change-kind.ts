import { toCalendarDate } from '@recoup/domain/calendar-date';
import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import {
  type PolicyRefusal,
  type PostingRules,
  policyOn,
  refusePolicy,
  replacedFrom,
} from '../../../domain/books/posting-policy.ts';
import type { Registry } from '../../../ports/registry.ts';

export type NewPolicy = { readonly entity: string; readonly rules: PostingRules; readonly validFrom: string };

export const unknownEntity = { status: 409, code: 'UNKNOWN_ENTITY' };
export const policyDayTaken = { status: 409, code: 'POLICY_DAY_TAKEN' };
export const tooFarAhead = { status: 409, code: 'VALID_FROM_TOO_FAR' };

/** A posting policy that one administrator proposes and another approves; it never holds for a day before it was approved. */
export const policyChangeKind = (registry: Registry) =>
  changeKind<NewPolicy>({
    kind: 'POSTING_POLICY',
    roles: ['ADMIN'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: [unknownEntity, policyDayTaken, tooFarAhead],
    subjectOf: ({ entity }) => entity,
    weigh: async ({ entity, validFrom: from }, moment) => {
      const [decided, validFrom, today] = [
        await registry.policies(entity),
        toCalendarDate(from),
        toCalendarDate(moment.today),
      ];
      if (!validFrom || !today) throw new Error(`${from} or ${moment.today} is no day`);
      const holding = policyOn(decided, today);
      if (!holding) {
        return problem(
          unknownEntity.status,
          unknownEntity.code,
          `${entity} is no legal entity of this ledger.`,
        );
      }
      const refusal = refusePolicy(decided, validFrom, today);
      if (refusal) return policyProblem(entity, refusal);
      const replaces = replacedFrom(decided, validFrom).map(({ version }) => version);
      const scope = [{ entity, department: null, clientId: null }];
      return { before: { ...holding, replaces }, beneficiaries: [], scope };
    },
    apply: async ({ payload, changeRequestId, proposedBy, decidedBy, recordApproval }) => {
      await recordApproval();
      const validFrom = toCalendarDate(payload.validFrom);
      if (!validFrom) throw new Error(`${payload.validFrom} is no day`);
      const decided = { proposedBy: proposedBy.personId, approvedBy: decidedBy.personId, changeRequestId };
      await registry.addPolicy(payload.entity, payload.rules, validFrom, decided);
      return undefined;
    },
  });

const policyProblem = (entity: string, refusal: PolicyRefusal) => {
  switch (refusal.reason) {
    case 'day-taken': {
      const { version, validFrom } = refusal.taken;
      const begins = `Version ${version} of ${entity} begins on ${validFrom}. Another one must begin on another day.`;
      return problem(policyDayTaken.status, policyDayTaken.code, begins);
    }
    case 'too-far-ahead': {
      const until = `A policy must begin by ${refusal.last}, at most 366 days from today, so that a mistyped year does not go unnoticed.`;
      return problem(tooFarAhead.status, tooFarAhead.code, until);
    }
  }
};
