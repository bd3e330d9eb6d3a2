import type { Database } from '@recoup/runtime/database/database';
import { type RawBuilder, sql } from 'kysely';
import type { Packet } from '../../../domain/packet/packet.ts';
import type { LineEdit, PacketDocument, PacketLine } from '../../../domain/packet/packet-content.ts';
import {
  changesMoreThanPacket,
  contributorBy,
  type PacketEvent,
  type WiderEvent,
} from '../../../domain/packet/packet-event.ts';
import { holdsReceivables } from '../../../domain/packet/packet-status.ts';
import type { NewId } from '../new-id.ts';
import { keepDecision } from './keep-decision.ts';
import { keepExecution } from './keep-execution.ts';
import { keepSubmission } from './keep-submission.ts';

/** Brings the rows around a packet to what an event says; each event is a fixed number of statements. */
export const applyEvent = async (database: Database, event: PacketEvent, newId: NewId): Promise<void> => {
  const { packet } = event;
  if (changesMoreThanPacket(event)) await applyWider(database, event, newId);
  await addContributor(database, event);
  if (!holdsReceivables(event.to)) {
    await database.query(sql`
      update packet_receivable
         set live = false, updated_dt = ${event.at.toISOString()}, updated_by_user_id = ${event.by?.id ?? null}
       where write_off_packet_id = ${packet.id} and removed_dt is null`);
  }
  if (event.to === null) {
    await database.query(sql`
      update write_off_packet set deleted_dt = updated_dt where write_off_packet_id = ${packet.id}`);
  }
};

type Of<Type extends PacketEvent['type']> = Extract<PacketEvent, { readonly type: Type }>;

const applyWider = (database: Database, event: WiderEvent, newId: NewId): Promise<void> => {
  const { packet } = event;
  switch (event.type) {
    case 'packet-created':
    case 'receivables-added':
      return addLines(database, event, event.content.lines, newId);
    case 'receivables-removed':
      return endLines(database, event);
    case 'lines-edited':
      return setLines(database, event);
    case 'document-attached':
      return attach(database, packet, event.content);
    case 'packet-submitted':
    case 'packet-resubmitted':
      return keepSubmission(database, event, newId);
    case 'packet-stage-approved':
      return keepDecision(database, event, 'APPROVE', newId);
    case 'packet-rejected':
      return keepDecision(database, event, 'REJECT', newId);
    case 'packet-completed':
      return keepExecution(database, event);
  }
};

// The version at which somebody first contributed: what they decided before is not touched by it.
const addContributor = async (database: Database, event: PacketEvent): Promise<void> => {
  const contributor = contributorBy(event);
  if (!contributor) return;
  await database.query(sql`
    insert into packet_contributor (write_off_packet_id, person_id, contribution, packet_version)
    values (${event.packet.id}, ${contributor.personId}, ${contributor.as}, ${event.version}) on conflict do nothing`);
};

/** Where a packet belongs from this version on, kept beside it so that lists can be narrowed to what a person may see. */
export const keepScopeKeys = async (
  database: Database,
  { id, version, scopeKeys }: Packet,
): Promise<void> => {
  await database.query(sql`
    insert into packet_scope (write_off_packet_id, packet_version, entity, department)
    select ${id}, ${version}, * from unnest(${scopeKeys.map((key) => key.entity)}::text[],
                                            ${scopeKeys.map((key) => key.department)}::text[])`);
};

// In order of receivable, so that two packets that reach for the same ones never wait for each other in a circle.
const addLines = async (
  database: Database,
  { packet, by, at }: Of<'packet-created' | 'receivables-added'>,
  lines: readonly PacketLine[],
  newId: NewId,
): Promise<void> => {
  if (lines.length === 0) return;
  const sorted = [...lines].sort((one, other) => (one.receivable.id < other.receivable.id ? -1 : 1));
  await database.query(sql`
    insert into packet_receivable (packet_receivable_id, write_off_packet_id, billing_item_detail_id, client_id, currency,
                                   eligibility_criteria_cd, use_packet_document_ind, created_dt, created_by_user_id,
                                   updated_dt, updated_by_user_id)
    select line.id, ${packet.id}, r.billing_item_detail_id, r.client_id, r.currency, line.criterion, line.flag,
           ${at.toISOString()}::timestamptz, ${by.id}, ${at.toISOString()}::timestamptz, ${by.id}
      from unnest(${sorted.map(() => newId())}::uuid[], ${sorted.map(({ receivable }) => receivable.id)}::uuid[],
                  ${sorted.map(({ criterion }) => criterion)}::text[],
                  ${sorted.map(({ usePacketDocument }) => usePacketDocument)}::boolean[])
             as line (id, receivable_id, criterion, flag)
      join receivable r on r.billing_item_detail_id = line.receivable_id
     order by r.billing_item_detail_id`);
};

/** What is taken out of a packet stays known, with who took it out. */
const endLines = async (
  database: Database,
  { packet, by, at, content }: Of<'receivables-removed'>,
): Promise<void> => {
  await database.query(sql`
    update packet_receivable
       set live = false, removed_dt = ${at.toISOString()}, removed_by_user_id = ${by.id}, updated_dt = ${at.toISOString()},
           updated_by_user_id = ${by.id}
     where write_off_packet_id = ${packet.id} and removed_dt is null
       and billing_item_detail_id = any (${content.receivableIds}::uuid[])`);
};

const setLines = async (
  database: Database,
  { packet, by, at, content }: Of<'lines-edited'>,
): Promise<void> => {
  const columns = Object.values(columnsOf(content.edit)).filter((column) => column !== null);
  if (columns.length === 0) return;
  await database.query(sql`
    update packet_receivable
       set ${sql.join(columns)}, updated_dt = ${at.toISOString()}, updated_by_user_id = ${by.id}
     where write_off_packet_id = ${packet.id} and removed_dt is null
       and billing_item_detail_id = any (${content.receivableIds}::uuid[])`);
};

// Every field of an edit has its column here, or null where the edit leaves it alone.
const columnsOf = ({ criterion, usePacketDocument }: LineEdit) =>
  ({
    criterion: criterion === undefined ? null : sql`eligibility_criteria_cd = ${criterion}`,
    usePacketDocument:
      usePacketDocument === undefined ? null : sql`use_packet_document_ind = ${usePacketDocument}`,
  }) satisfies Record<keyof LineEdit, RawBuilder<unknown> | null>;

const attach = async (database: Database, packet: Packet, document: PacketDocument): Promise<void> => {
  await database.query(sql`
    insert into packet_document (packet_document_id, write_off_packet_id, billing_item_detail_id, document_kind_cd, sha256,
                                 file_name, media_type, size_bytes, uploaded_by_user_id, uploaded_by_name, uploaded_dt)
    values (${document.id}, ${packet.id}, ${document.receivableId}, ${document.kind}, ${document.sha256},
            ${document.fileName}, ${document.mediaType}, ${document.sizeBytes}, ${document.uploadedBy.id},
            ${document.uploadedBy.name}, ${document.uploadedAt.toISOString()})`);
};
