import type { Queries } from '@recoup/runtime/database/queries';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import { approvalPolicies, approvalPolicy } from '../../../reads/approval-policies.ts';

/** From which amounts on who signs. */
export const policyRoutes = (database: Queries, baseCurrency: string): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/policies',
    summary: 'Approval policies by entity, newest version first',
    access: 'signed-in',
    answer: z.object({ items: z.array(approvalPolicy) }),
    handle: async () => ({ body: { items: await approvalPolicies(database, baseCurrency) } }),
  }),
];
