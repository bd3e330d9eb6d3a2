import { money } from '@recoup/contracts/values';
import type { Currency } from '@recoup/domain/currency';
import { exactAmount, moneyText } from '@recoup/domain/money';
import type { Queries } from '@recoup/runtime/database/queries';
import { code, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { day } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { type ApprovalRules, routeBases } from '../domain/approval-policy/approval-policy.ts';
import { approverRoles } from '../domain/people/person.ts';
import { optional, personResource } from './wire.ts';

export const approvalPolicy = z.object({
  entity: z.string().describe('* means every entity without a policy of its own'),
  version: z.int(),
  validFrom: day,
  steps: z
    .array(z.object({ role: z.enum(approverRoles), from: money.nullable(), above: money.nullable() }))
    .describe('who signs, in this order: from an amount on, above it, or always'),
  base: z.enum(routeBases).describe('which total sets the route'),
  splitDays: z.int().describe('over how many days the submissions of a client are added up'),
  proposedBy: personResource.nullable(),
  approvedBy: personResource.nullable(),
  replacedBy: z
    .int()
    .nullable()
    .describe('the version decided later that holds in its place from its first day on'),
  changeRequestId: z.uuid().nullable().describe('null for those an installation began with'),
});

type Policy = z.infer<typeof approvalPolicy>;
type PolicyRow = Omit<Policy, 'steps'> & Pick<ApprovalRules, 'steps'>;

export const policyList = listOf({
  name: 'approval-policies',
  id: 'policy.policy_id',
  filters: { entity: code('policy.entity'), validFrom: range('day', 'policy.valid_from') },
  sorts: { entity: by('policy.entity'), validFrom: by('policy.valid_from') },
  defaultSort: 'entity,-validFrom',
});

/** A page of the approval policies of all entities. */
export const approvalPolicies = async (database: Queries, baseCurrency: Currency, asked: PageAsked) => {
  const rows = await database.query<PolicyRow & { readonly listKey: ListKey }>(sql`
    select policy.entity, policy.version, policy.valid_from as "validFrom", policy.steps, policy.base, policy.split_days as "splitDays",
           case when request.proposed_by is not null
             then jsonb_build_object('personId', request.proposed_by, 'name', request.proposed_by_name) end as "proposedBy",
           case when request.decided_by is not null
             then jsonb_build_object('personId', request.decided_by, 'name', request.decided_by_name) end as "approvedBy",
           (select min(later.version) from approval_policy later
             where later.entity = policy.entity and later.version > policy.version
               and later.valid_from <= policy.valid_from) as "replacedBy",
           policy.change_request_id as "changeRequestId", ${asked.key}
      from (select approval_policy.*, entity || ' ' || version as policy_id from approval_policy) policy
      left join change_request request using (change_request_id)
     where ${asked.where} ${asked.order}`);
  const inBase = (text: string) => moneyText(exactAmount(text, baseCurrency));
  return asked.page(
    rows,
    (row): Policy => ({
      ...row,
      steps: row.steps.map(({ role, from, above }) => ({
        role,
        from: optional(from ?? null, inBase),
        above: optional(above ?? null, inBase),
      })),
    }),
  );
};
