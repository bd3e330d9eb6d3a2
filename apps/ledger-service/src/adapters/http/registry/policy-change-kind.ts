import { toCalendarDate } from '@recoup/domain/calendar-date';
import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import type { PostingRules } from '../../../domain/books/posting-policy.ts';
import type { Registry } from '../../../ports/registry.ts';

export type NewPolicy = { readonly entity: string; readonly rules: PostingRules; readonly validFrom: string };

export const unknownEntity = { status: 409, code: 'UNKNOWN_ENTITY' };
export const policyDayTaken = { status: 409, code: 'POLICY_DAY_TAKEN' };

/** A posting policy that one administrator proposes and another approves; it never holds for a day before it was approved. */
export const policyChangeKind = (registry: Registry) =>
  changeKind<NewPolicy>({
    kind: 'POSTING_POLICY',
    roles: ['ADMIN'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: [unknownEntity, policyDayTaken],
    subjectOf: ({ entity }) => entity,
    weigh: async ({ entity, validFrom }) => {
      const latest = await registry.latestPolicy(entity);
      if (!latest) {
        return problem(
          unknownEntity.status,
          unknownEntity.code,
          `${entity} is no legal entity of this ledger.`,
        );
      }
      if (latest.validFrom >= validFrom) {
        return problem(
          policyDayTaken.status,
          policyDayTaken.code,
          `Version ${latest.version} of ${entity} holds from ${latest.validFrom} on. A later one must begin after that day.`,
        );
      }
      return { before: latest, beneficiaries: [], scope: [{ entity, department: null, clientId: null }] };
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
