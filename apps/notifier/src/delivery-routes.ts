import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import { deliveryList, deliveryResource, findDelivery, listDeliveries } from './deliveries/delivery-view.ts';
import { render } from './mails/render.ts';

/** Who got which mail, and what became of it. People see their own mails; operators and auditors see all. */
export const deliveryRoutes = (
  database: Queries,
  cursors: CursorCodec,
  consoleUrl: string,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/deliveries',
    summary: 'Mails, newest first',
    access: 'signed-in',
    query: deliveryList.query,
    answer: pageOf(deliveryResource),
    handle: async ({ query, actor }) => ({
      body: await listDeliveries(database, actor, deliveryList.ask(query, cursors)),
    }),
  }),

  endpoint({
    method: 'get',
    path: '/v1/deliveries/{deliveryId}',
    summary: 'One mail with its text',
    access: 'signed-in',
    params: z.object({ deliveryId: z.uuid() }),
    answer: deliveryResource.extend({ text: z.string() }),
    handle: async ({ params, actor }) => {
      const found = await findDelivery(database, actor, params.deliveryId);
      if (!found) return notFound('This delivery');
      const { text } = render(found.mail, consoleUrl, params.deliveryId);
      return { body: { ...found.delivery, text } };
    },
  }),
];
