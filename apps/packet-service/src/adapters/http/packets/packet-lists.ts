import type { Database } from '@recoup/runtime/database/database';
import { type CursorCodec, page } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { listQuery, pageOf, repeatable } from '@recoup/runtime/http/list-query';
import { sql } from 'kysely';
import * as z from 'zod';
import { nameKey } from '../../../domain/packet/name-key.ts';
import { codesOf, packetStatusCodes, workflowStates } from '../../../domain/packet/packet-status.ts';
import { packetResource, selectPackets } from '../../../reads/packet-view.ts';
import { allOf, awaitingPerson } from '../../../reads/scope-filter.ts';
import { beginsWith } from '../../../reads/text-filter.ts';

/** Lists of packets: all that a person may see, and those that wait for their signature. */
export const packetLists = (database: Database, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/packets',
    summary: 'Packets, newest first',
    access: 'signed-in',
    query: z.strictObject({
      ...listQuery,
      name: z.string().max(500).optional().describe('beginning of the name'),
      status: repeatable(z.enum(packetStatusCodes)),
      state: repeatable(z.enum(workflowStates)),
      clientId: repeatable(z.uuid()),
      createdBy: z.enum(['me']).optional(),
    }),
    answer: pageOf(packetResource),
    handle: async ({ query, actor }) => {
      const codes = [...(query.status ?? []), ...(query.state ?? []).flatMap(codesOf)];
      const after = query.after ? cursors.read(query.after, 'packets') : undefined;
      const wanted = allOf([
        ...(query.name ? [beginsWith(sql`p.name_key`, nameKey(query.name))] : []),
        ...(codes.length > 0 ? [sql`p.packet_status_cd = any (${codes}::text[])`] : []),
        ...(query.clientId ? [sql`p.client_id = any (${query.clientId}::uuid[])`] : []),
        ...(query.createdBy ? [sql`p.created_by_user_id = ${actor.personId}`] : []),
        ...(after ? [sql`p.write_off_packet_id < ${after[0]}::uuid`] : []),
      ]);
      const found = await selectPackets(
        database,
        actor,
        wanted,
        sql`p.write_off_packet_id desc`,
        query.limit + 1,
      );
      return { body: page(found, query.limit, (last) => cursors.write('packets', [last.packetId])) };
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
      const wanted = allOf([
        sql`p.current_approver_role is not null`,
        awaitingPerson(actor),
        ...(after
          ? [sql`(p.updated_dt, p.write_off_packet_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`]
          : []),
      ]);
      const order = sql`p.updated_dt, p.write_off_packet_id`;
      const found = await selectPackets(database, actor, wanted, order, query.limit + 1);
      return {
        body: page(found, query.limit, (last) => cursors.write('approvals', [last.updatedAt, last.packetId])),
      };
    },
  }),
];
