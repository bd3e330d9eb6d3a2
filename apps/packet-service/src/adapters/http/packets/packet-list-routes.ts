import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import { approvalList, packetList, packets, packetsAwaiting } from '../../../reads/packet-lists.ts';
import { packetResource } from '../../../reads/packet-view.ts';

export const packetLists = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/packets',
    summary: 'Packets, newest first',
    access: 'signed-in',
    query: packetList.query,
    answer: pageOf(packetResource),
    handle: async ({ query, actor }) => ({
      body: await packets(database, actor, packetList.ask(query, cursors, actor)),
    }),
  }),
  endpoint({
    method: 'get',
    path: '/v1/approvals',
    summary: 'Packets that wait for your signature, longest waiting first',
    access: 'signed-in',
    query: approvalList.query,
    answer: pageOf(packetResource),
    handle: async ({ query, actor }) => ({
      body: await packetsAwaiting(database, actor, approvalList.ask(query, cursors)),
    }),
  }),
];
