import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, found } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import {
  cashReceipt,
  cashReceiptList,
  cashReceipts,
  findCashReceipt,
} from '../../../reads/books/cash-receipts.ts';
import { byId } from './book-query.ts';

const path = '/v1/cash-receipts';

export const cashReceiptRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path,
    summary: 'Cash receipts, newest first',
    access: 'signed-in',
    query: cashReceiptList.query,
    answer: pageOf(cashReceipt),
    handle: async ({ query, actor }) => ({
      body: await cashReceipts(database, actor, cashReceiptList.ask(query, cursors)),
    }),
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
