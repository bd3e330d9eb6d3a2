import { exactAmount } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { type RawBuilder, sql } from 'kysely';
import type { FrozenLine } from '../../../domain/packet/frozen-line.ts';
import type { Contributor, Packet } from '../../../domain/packet/packet.ts';
import type { LineEdit, PacketDocument, PacketLine } from '../../../domain/packet/packet-content.ts';
import {
  changesMoreThanPacket,
  contributorBy,
  type PacketEvent,
  type WiderEvent,
} from '../../../domain/packet/packet-event.ts';
import { holdsReceivables } from '../../../domain/packet/packet-status.ts';
import type { ReceivableId } from '../../../domain/receivable/receivable.ts';
import type { NewId } from '../new-id.ts';

/** Brings the rows around a packet to what an event says; each event is a fixed number of statements. */
export const applyEvent = async (database: Database, event: PacketEvent, newId: NewId): Promise<void> => {
  const { packet } = event;
  if (changesMoreThanPacket(event)) await applyWider(database, event, newId);
  await addContributor(database, packet, contributorBy(event));
  if (!holdsReceivables(event.to)) {
    await database.query(sql`
      update packet_receivable set live = false where write_off_packet_id = ${packet.id}`);
  }
  if (event.to === null) {
    await database.query(sql`
      update write_off_packet set deleted_dt = updated_dt where write_off_packet_id = ${packet.id}`);
  }
};

type SignedEvent = Extract<PacketEvent, { readonly content: { readonly dossierHash: string } }>;

const applyWider = (database: Database, event: WiderEvent, newId: NewId): Promise<void> => {
  const { packet } = event;
  switch (event.type) {
    case 'packet-created':
    case 'receivables-added':
      return addLines(database, packet, event.content.lines, newId);
    case 'receivables-removed':
      return removeLines(database, packet, event.content.receivableIds);
    case 'lines-edited':
      return setLines(database, packet, event.content.receivableIds, event.content.edit);
    case 'document-attached':
      return attach(database, packet, event.content);
    case 'packet-submitted':
    case 'packet-resubmitted':
      return freeze(database, packet, event.content.lines);
    case 'packet-stage-approved':
      return sign(database, event, 'APPROVE', newId);
    case 'packet-rejected':
      return sign(database, event, 'REJECT', newId);
  }
};

const addContributor = async (
  database: Database,
  packet: Packet,
  contributor: Contributor | null,
): Promise<void> => {
  if (!contributor) return;
  await database.query(sql`
    insert into packet_contributor (write_off_packet_id, person_id, contribution)
    values (${packet.id}, ${contributor.personId}, ${contributor.as}) on conflict do nothing`);
};

/** Where a packet belongs, kept beside it so that lists can be narrowed to what a person may see. */
export const keepScopeKeys = async (database: Database, { id, scopeKeys }: Packet): Promise<void> => {
  await database.query(sql`delete from packet_scope where write_off_packet_id = ${id}`);
  await database.query(sql`
    insert into packet_scope (write_off_packet_id, entity, department)
    select ${id}, * from unnest(${scopeKeys.map((key) => key.entity)}::text[],
                                ${scopeKeys.map((key) => key.department)}::text[])`);
};

// In order of receivable, so that two packets that reach for the same ones never wait for each other in a circle.
const addLines = async (
  database: Database,
  packet: Packet,
  lines: readonly PacketLine[],
  newId: NewId,
): Promise<void> => {
  if (lines.length === 0) return;
  const sorted = [...lines].sort((one, other) => (one.receivable.id < other.receivable.id ? -1 : 1));
  await database.query(sql`
    insert into packet_receivable (packet_receivable_id, write_off_packet_id, billing_item_detail_id, client_id, currency,
                                   eligibility_criteria_cd, use_packet_document_ind)
    select line.id, ${packet.id}, r.billing_item_detail_id, r.client_id, r.currency, line.criterion, line.flag
      from unnest(${sorted.map(() => newId())}::uuid[], ${sorted.map(({ receivable }) => receivable.id)}::uuid[],
                  ${sorted.map(({ criterion }) => criterion)}::text[],
                  ${sorted.map(({ usePacketDocument }) => usePacketDocument)}::boolean[])
             as line (id, receivable_id, criterion, flag)
      join receivable r on r.billing_item_detail_id = line.receivable_id
     order by r.billing_item_detail_id`);
};

const removeLines = async (
  database: Database,
  packet: Packet,
  receivableIds: readonly ReceivableId[],
): Promise<void> => {
  await database.query(sql`
    delete from packet_receivable where write_off_packet_id = ${packet.id}
       and billing_item_detail_id = any (${receivableIds}::uuid[])`);
};

const setLines = async (
  database: Database,
  packet: Packet,
  receivableIds: readonly ReceivableId[],
  edit: LineEdit,
): Promise<void> => {
  const columns = Object.values(columnsOf(edit)).filter((column) => column !== null);
  if (columns.length === 0) return;
  await database.query(sql`
    update packet_receivable set ${sql.join(columns)} where write_off_packet_id = ${packet.id}
       and billing_item_detail_id = any (${receivableIds}::uuid[])`);
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

const freeze = async (database: Database, packet: Packet, lines: readonly FrozenLine[]): Promise<void> => {
  const minor = (text: string) => exactAmount(text, packet.currency).minor.toString();
  await database.query(sql`
    update packet_receivable link
       set commission_minor = line.revenue, payable_minor = line.payable, tax_minor = line.tax, fee_minor = line.fee
      from unnest(${lines.map(({ receivableId }) => receivableId)}::uuid[],
                  ${lines.map(({ sides }) => minor(sides.revenue))}::bigint[],
                  ${lines.map(({ sides }) => minor(sides.payable))}::bigint[],
                  ${lines.map(({ sides }) => minor(sides.tax))}::bigint[],
                  ${lines.map(({ sides }) => minor(sides.fee))}::bigint[])
             as line (receivable_id, revenue, payable, tax, fee)
     where link.write_off_packet_id = ${packet.id} and link.billing_item_detail_id = line.receivable_id`);
};

const sign = async (
  database: Database,
  { packet, version, role, by, comment, at, content }: SignedEvent,
  decision: 'APPROVE' | 'REJECT',
  newId: NewId,
): Promise<void> => {
  await database.query(sql`
    insert into packet_decision (packet_decision_id, write_off_packet_id, round, packet_version, approver_role, decision,
                                 person_id, person_name, comment_text, content_hash, dossier_hash, decided_dt)
    values (${newId()}, ${packet.id}, ${packet.round}, ${version}, ${role}, ${decision},
            ${by.id}, ${by.name}, ${comment}, ${content.contentHash}, ${content.dossierHash}, ${at.toISOString()})`);
};
