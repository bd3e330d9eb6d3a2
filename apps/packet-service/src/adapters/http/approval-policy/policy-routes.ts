import type { Currency } from '@recoup/domain/currency';
import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedCode, typedLines } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { dayFrom1900 } from '@recoup/runtime/http/times';
import * as z from 'zod';
import { routeBases } from '../../../domain/approval-policy/approval-policy.ts';
import { approverRoles } from '../../../domain/people/person.ts';
import type { ApprovalPolicies } from '../../../ports/approval-policies.ts';
import { approvalPolicies, approvalPolicy, policyList } from '../../../reads/approval-policies.ts';
import { type ProposedPolicy, policyFields, policyRefused } from './approval-policy-change-kind.ts';

const limit = typedCode(20);

const newPolicy = withExample(
  z.strictObject({
    entity: typedCode(60).describe('* means every entity without a policy of its own'),
    validFrom: dayFrom1900,
    steps: z
      .array(z.strictObject({ role: z.enum(approverRoles), from: limit.optional(), above: limit.optional() }))
      .min(1)
      .max(20),
    base: z.enum(routeBases),
    splitDays: z.int().min(1).max(366),
    reason: typedLines(4_000),
  }),
  {
    entity: 'UK01',
    validFrom: '2026-07-01',
    steps: [
      { role: 'AGENT' },
      { role: 'DEPT_HEAD' },
      { role: 'VP_CLIENT_ACCOUNTING' },
      { role: 'CFO', from: '25000.00' },
      { role: 'MD', above: '100000.00' },
    ],
    base: 'COMMISSION',
    splitDays: 30,
    reason: 'The CFO of the group asked to see smaller write-offs of this entity',
  },
);

export type PolicyRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly baseCurrency: Currency;
  readonly changes: ChangeRequests;
  readonly policyKind: ChangeKindOf<ProposedPolicy>;
  readonly policies: ApprovalPolicies;
};

/** From which amounts on who signs, which two administrators decide. */
export const policyRoutes = (routes: PolicyRoutes): readonly Endpoint[] => {
  const { database, cursors, baseCurrency, changes, policyKind: kind, policies } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/policies',
      summary: 'Approval policies by entity, newest first',
      access: 'signed-in',
      query: policyList.query,
      answer: pageOf(approvalPolicy),
      handle: async ({ query }) => ({
        body: await approvalPolicies(database, baseCurrency, policyList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/policies',
      summary: 'Propose an approval policy for another administrator to approve',
      access: { anyOf: ['ADMIN'] },
      refuses: [...refusing('role-missing', 'already-proposed'), ...policyRefused],
      body: newPolicy,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { reason, entity, ...rules } }) => {
        const payload = { ...rules, entity: (await policies.entityMeant(entity)) ?? entity };
        const { validFrom } = payload;
        return proposed(await changes.propose({ kind, payload, reason, validFrom, personId }), policyFields);
      },
    }),
  ];
};
