import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Comment } from '../../../domain/packet/comment.ts';
import type { PacketId } from '../../../domain/packet/packet.ts';
import type { NewId } from '../new-id.ts';

/** The version that the next comment on a receivable, or on the packet, has. It stays so while the caller holds the packet's lock. */
export const nextCommentVersion = async (
  database: Database,
  packetId: PacketId,
  { receivableId }: Comment,
): Promise<number> => {
  const [row] = await database.query<{ version: number }>(sql`
    select coalesce(max(version), 0) + 1 as version from packet_comment
     where write_off_packet_id = ${packetId} and billing_item_detail_id is not distinct from ${receivableId}::uuid`);
  return row?.version ?? 1;
};

export const keepComment = async (
  database: Database,
  packetId: PacketId,
  comment: Comment & { readonly version: number },
  newId: NewId,
): Promise<void> => {
  await database.query(sql`
    insert into packet_comment (packet_comment_id, write_off_packet_id, billing_item_detail_id, version, comment_text,
                                created_by_user_id, created_by_name, created_dt, packet_status_cd, packet_version)
    values (${newId()}, ${packetId}, ${comment.receivableId}, ${comment.version}, ${comment.text},
            ${comment.by.id}, ${comment.by.name}, ${comment.at.toISOString()}, ${comment.statusCd}, ${comment.packetVersion})`);
};
