import { receivableState } from '@recoup/contracts/receivable.v1';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';

export type ReceivableReads = {
  readonly receivables: (ids: readonly string[]) => Promise<readonly z.infer<typeof receivableState>[]>;
};

export const receivableRoutes = ({ receivables }: ReceivableReads): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/receivables/{id}',
    summary: 'One receivable as the ledger holds it',
    access: 'signed-in',
    params: z.strictObject({ id: z.uuid() }),
    answer: receivableState,
    handle: async ({ params }) => {
      const [found] = await receivables([params.id]);
      return found ? { body: found, version: found.version } : notFound('This receivable');
    },
  }),
];
