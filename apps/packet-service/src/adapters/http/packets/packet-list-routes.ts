import type { Queries } from '@recoup/runtime/database/queries';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf } from '@recoup/runtime/http/list-query';
import * as z from 'zod';
import { newestPackets, packetsAwaiting, packetsQuery } from '../../../reads/packet-lists.ts';
import { packetResource } from '../../../reads/packet-view.ts';

export const packetLists = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/packets',
    summary: 'Packets, newest first',
    access: 'signed-in',
    query: packetsQuery,
    answer: pageOf(packetResource),
    handle: async ({ query, actor }) => {
      const after = query.after ? cursors.read(query.after, 'packets') : undefined;
      const packets = await newestPackets(database, actor, query, after);
      return { body: page(packets, query.limit, (last) => cursors.write('packets', [last.packetId])) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/approvals',
    summary: 'Packets that wait for your signature, longest waiting first',
    access: 'signed-in',
    query: z.strictObject(listQuery),
    answer: pageOf(packetResource),
    handle: async ({ query, actor }) => {
      const after = query.after ? cursors.read(query.after, 'approvals') : undefined;
      const packets = await packetsAwaiting(database, actor, query.limit, after);
      const cursorOf = (last: (typeof packets)[number]) =>
        cursors.write('approvals', [last.updatedAt, last.packetId]);
      return { body: page(packets, query.limit, cursorOf) };
    },
  }),
];
