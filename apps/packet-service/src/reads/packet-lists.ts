import type { Queries } from '@recoup/runtime/database/queries';
import { listQuery, repeatable } from '@recoup/runtime/http/list-query';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { codesOf, packetStatusCodes, workflowStates } from '../domain/packet/packet-status.ts';
import { nameKey } from '../domain/packet-name/name-key.ts';
import { selectPackets } from './packet-view.ts';
import { allOf, awaitingPerson } from './scope-filter.ts';
import { beginsWith } from './text-filter.ts';

export const packetsQuery = z.strictObject({
  ...listQuery,
  name: z.string().max(500).optional().describe('beginning of the name'),
  status: repeatable(z.enum(packetStatusCodes)),
  state: repeatable(z.enum(workflowStates)),
  clientId: repeatable(z.uuid()),
  createdBy: z.enum(['me']).optional(),
});

/** Packets that the person may see, newest first; one more than the page holds shows that there are more. */
export const newestPackets = (
  database: Queries,
  actor: Actor,
  query: z.infer<typeof packetsQuery>,
  after: readonly string[] | undefined,
) => {
  const codes = [...(query.status ?? []), ...(query.state ?? []).flatMap(codesOf)];
  const wanted = allOf([
    ...(query.name ? [beginsWith(sql`p.name_key`, nameKey(query.name))] : []),
    ...(codes.length > 0 ? [sql`p.packet_status_cd = any (${codes}::text[])`] : []),
    ...(query.clientId ? [sql`p.client_id = any (${query.clientId}::uuid[])`] : []),
    ...(query.createdBy ? [sql`p.created_by_user_id = ${actor.personId}`] : []),
    ...(after ? [sql`p.write_off_packet_id < ${after[0]}::uuid`] : []),
  ]);
  return selectPackets(database, actor, wanted, sql`p.write_off_packet_id desc`, query.limit + 1);
};

/** Packets that wait for a signature this person may give, longest waiting first. */
export const packetsAwaiting = (
  database: Queries,
  actor: Actor,
  limit: number,
  after: readonly string[] | undefined,
) => {
  const wanted = allOf([
    sql`p.current_approver_role is not null`,
    awaitingPerson(actor),
    ...(after
      ? [sql`(p.updated_dt, p.write_off_packet_id) > (${after[0]}::timestamptz, ${after[1]}::uuid)`]
      : []),
  ]);
  return selectPackets(database, actor, wanted, sql`p.updated_dt, p.write_off_packet_id`, limit + 1);
};
