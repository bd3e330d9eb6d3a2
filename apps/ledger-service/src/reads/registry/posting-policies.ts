import type { Queries } from '@recoup/runtime/database/queries';
import { range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { entityCode } from '../registered-codes.ts';

export const postingRules = z.strictObject({
  creditLossMethod: z.enum(['DIRECT']),
  payableSide: z.enum(['REVERSE_PAYABLE']),
  taxOnWriteOff: z.enum(['REVERSE_NOW']),
  lateFees: z.enum(['EXPENSE']),
});

export const postingPolicy = z.object({
  entity: z.string(),
  version: z.string(),
  validFrom: day,
  rules: postingRules,
  contentHash: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  changeRequestId: z.uuid().nullable().describe('null for those an installation began with'),
});

export const policyList = listOf({
  name: 'policies',
  id: 'policy_version.policy_id',
  filters: {
    entity: entityCode('policy_version.entity'),
    validFrom: range('day', 'policy_version.valid_from'),
  },
  sorts: { entity: by('policy_version.entity'), validFrom: by('policy_version.valid_from') },
  defaultSort: 'entity,-validFrom',
});

/** A page of the posting policies of all entities. */
export const postingPolicies = async (database: Queries, asked: PageAsked) => {
  const rows = await database.query<z.infer<typeof postingPolicy> & { readonly listKey: ListKey }>(sql`
    select entity, version, valid_from as "validFrom", content as rules, content_hash as "contentHash",
           proposed_by as "proposedBy", approved_by as "approvedBy", change_request_id as "changeRequestId", ${asked.key}
      from (select policy_version.*, entity || ' ' || version as policy_id from policy_version) policy_version
     where kind = 'POSTING' and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};
