import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { PacketEvent } from '../../../domain/packet/packet-event.ts';
import type { NewId } from '../new-id.ts';

type DecidedEvent = Extract<PacketEvent, { readonly type: 'packet-stage-approved' | 'packet-rejected' }>;

/** Keeps a decision with what it stands on: the submission, the version and the comments seen, the turn, and by which roles. */
export const keepDecision = async (
  database: Database,
  { packet, version, role, by, comment, at, content }: DecidedEvent,
  decision: 'APPROVE' | 'REJECT',
  newId: NewId,
): Promise<void> => {
  const id = newId();
  const grants = content.grants.map(({ id: roleAssignmentId, scope, from, until }) => ({
    roleAssignmentId,
    entity: scope.entity ?? null,
    department: scope.department ?? null,
    clientId: scope.clientId ?? null,
    validFrom: from,
    validUntil: until ?? null,
  }));
  await database.query(sql`
    insert into packet_decision (packet_decision_id, write_off_packet_id, packet_submission_id, round, packet_version, version_seen,
                                 stage, approver_role, decision, person_id, person_name, role_assignment_id, role_grants,
                                 session_strength, authenticated_dt, comment_text,
                                 content_hash, dossier_hash, decided_dt, decided_on)
    select ${id}, ${packet.id}, packet_submission_id, ${packet.round}, ${version}, ${content.versionSeen}, ${content.stage},
           ${role}, ${decision}, ${by.id}, ${by.name}, ${content.grants[0]?.id ?? null}, ${JSON.stringify(grants)}::jsonb,
           ${content.signIn.strength}, ${content.signIn.authenticatedAt?.toISOString() ?? null}, ${comment},
           ${content.contentHash}, ${content.dossierHash}, ${at.toISOString()}, ${content.on}
      from packet_submission where write_off_packet_id = ${packet.id} and attempt = ${content.attempt}`);
  await database.query(sql`
    insert into packet_decision_comment (packet_decision_id, packet_comment_id)
    select distinct on (billing_item_detail_id) ${id}::uuid, packet_comment_id from packet_comment
     where write_off_packet_id = ${packet.id} order by billing_item_detail_id, version desc`);
};
