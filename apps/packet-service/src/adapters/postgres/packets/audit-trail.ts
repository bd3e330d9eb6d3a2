import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { HistoryEntry } from '../../../domain/history/packet-history.ts';
import type { PacketId } from '../../../domain/packet/packet.ts';
import type { Person } from '../../../domain/people/person.ts';
import type { CommandContext, Refusal } from '../../../ports/packet/packet-store.ts';
import type { NewId } from '../new-id.ts';

export const keepHistory = async (
  database: Database,
  packetId: PacketId,
  entry: HistoryEntry,
  newId: NewId,
): Promise<void> => {
  await database.query(sql`
    insert into packet_status_history (packet_status_history_id, write_off_packet_id, packet_version, from_status_cd,
                                       to_status_cd, action_cd, approver_role, comment_text, acted_by_user_id,
                                       acted_by_name, acted_dt, detail)
    values (${newId()}, ${packetId}, ${entry.version}, ${entry.from}, ${entry.to}, ${entry.action}, ${entry.role},
            ${entry.comment}, ${entry.by?.id ?? null}, ${entry.by?.name ?? null}, ${entry.at.toISOString()},
            ${entry.detail === null ? null : JSON.stringify(entry.detail)}::jsonb)`);
};

/** Keeps who tried what in vain, for the auditor (ruling 6). */
export const keepRefusal = async (
  database: Database,
  on: { readonly packetId: PacketId; readonly version: number } | null,
  context: CommandContext,
  person: Person,
  refusal: Refusal,
  newId: NewId,
): Promise<void> => {
  if (context.mode === 'preview') return;
  const { reason, ...detail } = refusal;
  await database.query(sql`
    insert into refused_attempt (refused_attempt_id, write_off_packet_id, packet_version, person_id, person_name, action_cd,
                                 reason, detail, attempted_dt)
    values (${newId()}, ${on?.packetId ?? null}, ${on?.version ?? null}, ${person.id}, ${person.displayName},
            ${context.action}, ${reason}, ${JSON.stringify(detail)}::jsonb, ${context.at.toISOString()})`);
};
