import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedCode } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { dayFrom1900 } from '@recoup/runtime/http/times';
import * as z from 'zod';
import { entityMeant } from '../../../application/entity-meant.ts';
import {
  policyList,
  postingPolicies,
  postingPolicy,
  postingRules,
} from '../../../reads/registry/posting-policies.ts';
import { type NewPolicy, policyDayTaken, tooFarAhead, unknownEntity } from './policy-change-kind.ts';
import { type ProposalRoutes, reason } from './proposed.ts';

const newPolicy = withExample(
  z.strictObject({ entity: typedCode(60), validFrom: dayFrom1900, rules: postingRules, reason }),
  {
    entity: 'UK01',
    validFrom: '2026-07-01',
    rules: {
      creditLossMethod: 'DIRECT',
      payableSide: 'REVERSE_PAYABLE',
      taxOnWriteOff: 'REVERSE_NOW',
      lateFees: 'EXPENSE',
      echoDays: 30,
    },
    reason: 'The group audit of the first half-year',
  },
);

/** What of a proposal each refusal is about. */
const fields = {
  UNKNOWN_ENTITY: '/entity',
  ALREADY_PROPOSED: '/entity',
  POLICY_DAY_TAKEN: '/validFrom',
  VALID_FROM_PAST: '/validFrom',
  VALID_FROM_TOO_FAR: '/validFrom',
};

/** By which rules entities post, which two administrators decide. */
export const policyRoutes = (routes: ProposalRoutes<NewPolicy>): readonly Endpoint[] => {
  const { database, cursors, changes, kind, registry } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/policies',
      summary: 'Posting policies by entity, newest first',
      access: 'signed-in',
      query: policyList.query,
      answer: pageOf(postingPolicy),
      handle: async ({ query, actor }) => ({
        body: await postingPolicies(database, actor, policyList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/policies',
      summary: 'Propose a posting policy for another administrator to approve',
      access: { anyOf: ['ADMIN'] },
      refuses: [
        ...refusing('role-missing', 'already-proposed', 'valid-from-past'),
        ...[unknownEntity, policyDayTaken, tooFarAhead],
      ],
      body: newPolicy,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { reason: why, entity, ...rules } }) => {
        const payload = { ...rules, entity: await entityMeant(registry)(entity) };
        const { validFrom } = payload;
        return proposed(await changes.propose({ kind, payload, reason: why, validFrom, personId }), fields);
      },
    }),
  ];
};
