import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Comment } from '../../../domain/packet/comment.ts';
import type { PacketId } from '../../../domain/packet/packet.ts';
import type { NewId } from '../new-id.ts';

/** Keeps a comment under the next version of its receivable's comments. The caller holds the packet's lock. */
export const keepComment = async (
  database: Database,
  packetId: PacketId,
  comment: Comment,
  newId: NewId,
): Promise<Comment & { readonly version: number }> => {
  const [row] = await database.query<{ version: number }>(sql`
    insert into packet_comment (packet_comment_id, write_off_packet_id, billing_item_detail_id, version, comment_text,
                                created_by_user_id, created_by_name, created_dt)
    select ${newId()}, ${packetId}, ${comment.receivableId}, coalesce(max(version), 0) + 1, ${comment.text},
           ${comment.by.id}, ${comment.by.name}, ${comment.at.toISOString()}
      from packet_comment
     where write_off_packet_id = ${packetId} and billing_item_detail_id is not distinct from ${comment.receivableId}::uuid
    returning version`);
  return { ...comment, version: row?.version ?? 1 };
};
