import { toCalendarDate } from '@recoup/domain/calendar-date';
import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import type { PostingRules } from '../../../domain/books/posting-policy.ts';
import { numberKey } from '../../../domain/import/values/number-key.ts';
import type { LegalEntity } from '../../../domain/registry/legal-entity.ts';
import type { Registry } from '../../../ports/registry.ts';

export const entityExists = { status: 409, code: 'ENTITY_EXISTS' };

/** A legal entity with the rules by which it books until others are decided. */
export type NewEntity = LegalEntity & { readonly rules: PostingRules };

/** A legal entity that one administrator proposes and another approves. */
export const entityChangeKind = (registry: Registry, openPeriods: () => Promise<unknown>) =>
  changeKind<NewEntity>({
    kind: 'ENTITY',
    roles: ['ADMIN'],
    alone: false,
    needsReason: false,
    expiresAfterDays: 30,
    refuses: [entityExists],
    subjectOf: ({ code }) => code,
    subjectKeyOf: ({ code }) => numberKey(code),
    weigh: async ({ code }) => {
      const known = (await registry.entities()).find((entity) => numberKey(entity.code) === numberKey(code));
      if (known) {
        return problem(entityExists.status, entityExists.code, `${known.code} is a legal entity already.`);
      }
      return { before: null, beneficiaries: [], scope: [{ entity: code, department: null, clientId: null }] };
    },
    apply: async ({
      payload: { rules, ...entity },
      changeRequestId,
      decidedBy,
      proposedBy,
      moment,
      recordApproval,
    }) => {
      await recordApproval();
      const today = toCalendarDate(moment.today);
      if (!today) throw new Error(`${moment.today} is no day`);
      const decided = { proposedBy: proposedBy.personId, approvedBy: decidedBy.personId, changeRequestId };
      await registry.addEntity(entity, rules, today, decided);
      await openPeriods();
      return undefined;
    },
  });
