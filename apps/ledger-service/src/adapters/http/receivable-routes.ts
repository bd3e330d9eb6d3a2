import { receivableState } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { type Endpoint, endpoint, found, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import { account, findAccount } from '../../reads/accounts.ts';
import { findReceivable } from '../../reads/receivable-states.ts';

const byId = z.strictObject({ id: z.uuid() });

export const receivableRoutes = (database: Queries): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/receivables/{id}',
    summary: 'One receivable as the ledger holds it',
    access: 'signed-in',
    params: byId,
    answer: receivableState,
    handle: async ({ params, actor }) => {
      const receivable = await findReceivable(database, actor, params.id);
      return receivable ? { body: receivable, version: receivable.version } : notFound('This receivable');
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/accounts/{id}',
    summary: 'One debtor: what is open in each currency, within your scope',
    access: 'signed-in',
    params: byId,
    answer: account,
    handle: async ({ params, actor }) => found('This account', await findAccount(database, actor, params.id)),
  }),
];
