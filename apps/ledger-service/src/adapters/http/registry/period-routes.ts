import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedCode } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import { entityMeant } from '../../../application/entity-meant.ts';
import {
  accountingPeriod,
  accountingPeriods,
  periodList,
  periodStates,
} from '../../../reads/registry/accounting-periods.ts';
import { monthNotBegun, type NewPeriodState, periodLocked, periodState } from './period-change-kind.ts';
import { unknownEntity } from './policy-change-kind.ts';
import { type ProposalRoutes, reason } from './proposed.ts';

const newState = withExample(
  z.strictObject({
    entity: typedCode(60),
    month: z
      .string()
      .regex(/^20\d{2}-(0[1-9]|1[0-2])$/, 'must be a month from 2000-01 to 2099-12, such as 2026-03'),
    state: z.enum(periodStates),
    reason,
  }),
  { entity: 'UK01', month: '2026-03', state: 'CLOSED', reason: 'March is reconciled' },
);

/** What of a proposal each refusal is about. */
const fields = {
  UNKNOWN_ENTITY: '/entity',
  PERIOD_LOCKED: '/month',
  MONTH_NOT_BEGUN: '/month',
  ALREADY_PROPOSED: '/month',
  WRONG_STATE: '/state',
};

/** In which months entities may post, which two GL accountants decide. */
export const periodRoutes = (routes: ProposalRoutes<NewPeriodState>): readonly Endpoint[] => {
  const { database, cursors, changes, kind, registry } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/periods',
      summary: 'Accounting months by entity, newest first',
      access: 'signed-in',
      query: periodList.query,
      answer: pageOf(accountingPeriod),
      handle: async ({ query, actor }) => ({
        body: await accountingPeriods(database, actor, periodList.ask(query, cursors)),
      }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/periods',
      summary: 'Propose to open, close or lock a month for another GL accountant to approve',
      access: { anyOf: ['GL_ACCOUNTANT'] },
      refuses: [
        ...refusing('role-missing', 'already-proposed', 'valid-from-past'),
        ...[unknownEntity, periodLocked, periodState, monthNotBegun],
      ],
      body: newState,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { reason: why, entity, ...month } }) => {
        const payload = { ...month, entity: await entityMeant(registry)(entity) };
        return proposed(await changes.propose({ kind, payload, reason: why, personId }), fields);
      },
    }),
  ];
};
