import type { Queries } from '@recoup/runtime/database/queries';
import { inEntitiesOf } from '@recoup/runtime/http/covered-rows';
import { range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { entityCode } from '../registered-codes.ts';
import { decider, deciderIn } from './decider.ts';

export const postingRules = z.strictObject({
  creditLossMethod: z.enum(['DIRECT']),
  payableSide: z.enum(['REVERSE_PAYABLE']),
  taxOnWriteOff: z.enum(['REVERSE_NOW']),
  lateFees: z.enum(['EXPENSE']),
  echoDays: z
    .int()
    .min(1)
    .max(366)
    .describe('after how many days somebody looks why a source has not taken a posting in'),
});

export const postingPolicy = z.object({
  entity: z.string(),
  version: z.string(),
  validFrom: day,
  rules: postingRules,
  contentHash: z.string(),
  proposedBy: decider,
  approvedBy: decider,
  replacedBy: z
    .string()
    .nullable()
    .describe('the version decided later that holds in its place from its first day on'),
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

/** The first version decided later that holds on the day on which this one would begin. */
const replacedBy = sql`(
  select min(later.version::int)::text from policy_version later
   where later.entity = policy_version.entity and later.kind = policy_version.kind
     and later.version::int > policy_version.version::int and later.valid_from <= policy_version.valid_from)`;

/** A page of the posting policies of all entities. */
export const postingPolicies = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<z.infer<typeof postingPolicy> & { readonly listKey: ListKey }>(sql`
    select entity, version, valid_from as "validFrom", content as rules, content_hash as "contentHash",
           ${deciderIn('proposed_by')} as "proposedBy",
           ${deciderIn('approved_by')} as "approvedBy", ${replacedBy} as "replacedBy", change_request_id as "changeRequestId", ${asked.key}
      from (select policy_version.*, entity || ' ' || version as policy_id from policy_version) policy_version
     where kind = 'POSTING' and ${inEntitiesOf(actor.grants, 'policy_version.entity')} and ${asked.where} ${asked.order}`);
  return asked.page(rows, (row) => row);
};
