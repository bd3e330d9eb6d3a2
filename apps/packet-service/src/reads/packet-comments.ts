import type { Queries } from '@recoup/runtime/database/queries';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { packetStatusCodes } from '../domain/packet/packet-status.ts';
import { personResource } from './wire.ts';

export const commentResource = z.object({
  receivableId: z.uuid().nullable(),
  version: z.int(),
  text: z.string(),
  by: personResource,
  at: instant,
  packetStatusCd: z.enum(packetStatusCodes).describe('how the packet stood when it was written'),
  packetVersion: z.int(),
});

/** Every comment of a packet with all earlier versions, oldest first. */
export const packetComments = async (
  database: Queries,
  packetId: string,
): Promise<readonly z.infer<typeof commentResource>[]> => {
  const rows = await database.query<{
    billing_item_detail_id: string | null;
    version: number;
    comment_text: string;
    created_by_user_id: string;
    created_by_name: string;
    created_dt: string;
    packet_status_cd: (typeof packetStatusCodes)[number];
    packet_version: number;
  }>(sql`
    select * from packet_comment where write_off_packet_id = ${packetId} order by packet_comment_id`);
  return rows.map((row) => ({
    receivableId: row.billing_item_detail_id,
    version: row.version,
    text: row.comment_text,
    by: { personId: row.created_by_user_id, name: row.created_by_name },
    at: instantText(row.created_dt),
    packetStatusCd: row.packet_status_cd,
    packetVersion: row.packet_version,
  }));
};
