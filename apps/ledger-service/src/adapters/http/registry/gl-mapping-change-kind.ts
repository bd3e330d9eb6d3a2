import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem } from '@recoup/runtime/http/endpoint';
import type { GlMapping } from '../../../domain/general-ledger/gl-mapping.ts';
import { mappingChanges } from '../../../domain/general-ledger/mapping-changes.ts';
import type { GlMappings } from '../../../ports/gl-mappings.ts';
import type { Registry } from '../../../ports/registry.ts';

export const nothingChanges = { status: 409, code: 'NOTHING_CHANGES' };

/**
 * Another version of what our names are called in the general ledger, which one GL accountant proposes and another approves. It is
 * about all entities at once, so that only one can be open.
 */
export const glMappingChangeKind = (mappings: GlMappings, registry: Registry) =>
  changeKind<GlMapping>({
    kind: 'GL_MAPPING',
    roles: ['GL_ACCOUNTANT'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: [nothingChanges],
    subjectOf: () => 'general ledger',
    weigh: async (content) => {
      const holding = await mappings.current();
      const changes = mappingChanges(holding?.content, content);
      if (changes.length === 0) {
        const already = `The mapping says so already, in version ${holding?.version}.`;
        return problem(nothingChanges.status, nothingChanges.code, already);
      }
      return {
        before: { version: holding?.version ?? null, changes },
        beneficiaries: [],
        scope: 'everything',
      };
    },
    apply: async ({ payload, changeRequestId, proposedBy, decidedBy, recordApproval }) => {
      await recordApproval();
      const decided = { proposedBy: proposedBy.personId, approvedBy: decidedBy.personId, changeRequestId };
      await mappings.add(payload, decided);
      await registry.publishEntities();
      return undefined;
    },
  });
