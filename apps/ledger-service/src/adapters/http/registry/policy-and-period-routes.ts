import type { ChangeKindOf } from '@recoup/runtime/change-requests/change-kind';
import type { ChangeRequests } from '@recoup/runtime/change-requests/change-requests';
import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import {
  accountingPeriod,
  accountingPeriods,
  periodList,
  periodStates,
} from '../../../reads/accounting-periods.ts';
import { policyList, postingPolicies, postingPolicy, postingRules } from '../../../reads/posting-policies.ts';
import { type NewPeriodState, periodLocked, periodState } from './period-change-kind.ts';
import { type NewPolicy, policyDayTaken, unknownEntity } from './policy-change-kind.ts';
import { proposed } from './proposed.ts';

export type PolicyAndPeriodRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly changes: ChangeRequests;
  readonly kinds: {
    readonly policy: ChangeKindOf<NewPolicy>;
    readonly period: ChangeKindOf<NewPeriodState>;
  };
};

const reason = z.string().trim().min(1).max(4_000);
const newPolicy = withExample(
  z.strictObject({ entity: z.string(), validFrom: z.iso.date(), rules: postingRules, reason }),
  {
    entity: 'UK01',
    validFrom: '2026-07-01',
    rules: {
      creditLossMethod: 'DIRECT',
      payableSide: 'REVERSE_PAYABLE',
      taxOnWriteOff: 'REVERSE_NOW',
      lateFees: 'EXPENSE',
    },
    reason: 'The group audit of the first half-year',
  },
);
const newState = withExample(
  z.strictObject({
    entity: z.string(),
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03'),
    state: z.enum(periodStates),
    reason,
  }),
  { entity: 'UK01', month: '2026-03', state: 'CLOSED', reason: 'March is reconciled' },
);

/** By which rules entities post, and in which months they may: two persons decide either. */
export const policyAndPeriodRoutes = (routes: PolicyAndPeriodRoutes): readonly Endpoint[] => {
  const { database, cursors, changes, kinds } = routes;
  const proposing = refusing('role-missing', 'already-proposed', 'valid-from-past');
  return [
    endpoint({
      method: 'get',
      path: '/v1/policies',
      summary: 'Posting policies by entity, newest first',
      access: 'signed-in',
      query: policyList.query,
      answer: pageOf(postingPolicy),
      handle: async ({ query }) => ({
        body: await postingPolicies(database, policyList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/policies',
      summary: 'Propose a posting policy for another administrator to approve',
      access: { anyOf: ['ADMIN'] },
      refuses: [...proposing, unknownEntity, policyDayTaken],
      body: newPolicy,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor, body: { reason: why, ...payload } }) => {
        const asked = { payload, reason: why, validFrom: payload.validFrom, personId: actor.personId };
        return proposed(await changes.propose({ kind: kinds.policy, ...asked }));
      },
    }),
    endpoint({
      method: 'get',
      path: '/v1/periods',
      summary: 'Accounting months by entity, newest first',
      access: 'signed-in',
      query: periodList.query,
      answer: pageOf(accountingPeriod),
      handle: async ({ query }) => ({
        body: await accountingPeriods(database, periodList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/periods',
      summary: 'Propose to open, close or lock a month for another GL accountant to approve',
      access: { anyOf: ['GL_ACCOUNTANT'] },
      refuses: [...proposing, unknownEntity, periodLocked, periodState],
      body: newState,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor, body: { reason: why, ...payload } }) =>
        proposed(
          await changes.propose({ kind: kinds.period, payload, reason: why, personId: actor.personId }),
        ),
    }),
  ];
};
