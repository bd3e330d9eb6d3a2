import { refusing } from '@recoup/runtime/change-requests/http/change-request-problem';
import { listedChangeRequest } from '@recoup/runtime/change-requests/http/change-request-resource';
import { proposed } from '@recoup/runtime/change-requests/http/proposed';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { typedCode } from '@recoup/runtime/http/input/typed-text';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { BillingSource } from '../../../domain/registry/billing-source.ts';
import { billingSource, billingSources, sourceList } from '../../../reads/registry/billing-sources.ts';
import { type ProposalRoutes, reason } from './proposed.ts';
import { sourceExists } from './source-change-kind.ts';

const newSource = withExample(
  z.strictObject({
    code: typedCode(60),
    partyPerEntity: z.boolean().default(false),
    numberPerYear: z.boolean().default(false),
    namesVary: z.boolean().default(false),
    echoes: z.enum(['ALL', 'WRITE_OFFS', 'NONE']).default('ALL'),
    reason: reason.optional(),
  }),
  { code: 'erp-2' },
);

/** What of a proposal each refusal is about. */
const fields = { SOURCE_EXISTS: '/code', ALREADY_PROPOSED: '/code' };

/** The systems whose files are taken in, which two administrators register. */
export const sourceRoutes = (routes: ProposalRoutes<BillingSource>): readonly Endpoint[] => {
  const { database, cursors, changes, kind } = routes;
  return [
    endpoint({
      method: 'get',
      path: '/v1/sources',
      summary: 'Billing sources whose files are taken in, by code',
      access: 'signed-in',
      query: sourceList.query,
      answer: pageOf(billingSource),
      handle: async ({ query }) => ({ body: await billingSources(database, sourceList.ask(query, cursors)) }),
    }),
    endpoint({
      method: 'post',
      path: '/v1/sources',
      summary: 'Propose a billing source for another administrator to approve',
      access: { anyOf: ['ADMIN'] },
      refuses: [...refusing('role-missing', 'already-proposed'), sourceExists],
      body: newSource,
      answer: listedChangeRequest,
      status: 201,
      handle: async ({ actor: { personId }, body: { reason: why = null, ...payload } }) =>
        proposed(await changes.propose({ kind, payload, reason: why, personId }), fields),
    }),
  ];
};
