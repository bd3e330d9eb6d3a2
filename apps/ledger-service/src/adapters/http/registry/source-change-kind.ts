import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import { numberKey } from '../../../domain/import/values/number-key.ts';
import type { BillingSource } from '../../../domain/registry/billing-source.ts';
import type { Registry } from '../../../ports/registry.ts';

export const sourceExists = { status: 409, code: 'SOURCE_EXISTS' };

/** A billing system that one administrator proposes and another approves, before its first file. */
export const sourceChangeKind = (registry: Registry) =>
  changeKind<BillingSource>({
    kind: 'SOURCE',
    roles: ['ADMIN'],
    alone: false,
    needsReason: false,
    expiresAfterDays: 30,
    refuses: [sourceExists],
    subjectOf: ({ code }) => code,
    subjectKeyOf: ({ code }) => numberKey(code),
    weigh: async ({ code }) => {
      const known = await registry.sourceMeant(code);
      return known === undefined
        ? { before: null, beneficiaries: [], scope: 'everything' }
        : problem(sourceExists.status, sourceExists.code, `${known} is a registered source already.`);
    },
    apply: async ({ payload, changeRequestId, decidedBy, proposedBy, recordApproval }) => {
      await recordApproval();
      await registry.addSource(payload, {
        proposedBy: proposedBy.personId,
        approvedBy: decidedBy.personId,
        changeRequestId,
      });
      return undefined;
    },
  });
