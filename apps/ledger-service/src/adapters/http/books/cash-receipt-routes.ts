import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/list-query';
import { cashReceipt, cashReceipts, findCashReceipt } from '../../../reads/cash-receipts.ts';
import { byId, ofPacket } from './book-query.ts';

const path = '/v1/cash-receipts';

export const cashReceiptRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Cash receipts, newest first',
    access: 'signed-in',
    query: ofPacket,
    answer: pageOf(cashReceipt),
    handle: async ({ query, actor }) => {
      const after = query.after ? cursors.read(query.after, path)[0] : undefined;
      const items = await cashReceipts(database, actor, { ...query, after, limit: query.limit + 1 });
      return { body: page(items, query.limit, (last) => cursors.write(path, [last.cashReceiptId])) };
    },
  }),
  endpoint({
    method: 'get',
    path: `${path}/{id}`,
    summary: 'One cash receipt with its worksheets',
    access: 'signed-in',
    params: byId,
    answer: cashReceipt,
    handle: async ({ params, actor }) =>
      found('This cash receipt', await findCashReceipt(database, actor, params.id)),
  }),
];
