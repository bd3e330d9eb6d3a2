import { LockMode } from '@mikro-orm/core';
import { bySide } from '@recoup/domain/sides';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { Criterion } from '../../../domain/eligibility/eligibility.ts';
import type { HistoryEntry } from '../../../domain/history/packet-history.ts';
import type { Approval, Contributor, Executed, Packet, PacketId } from '../../../domain/packet/packet.ts';
import type { PacketContent } from '../../../domain/packet/packet-content.ts';
import type { PacketAction } from '../../../domain/packet/packet-event.ts';
import type { PacketStatusCode } from '../../../domain/packet/packet-status.ts';
import type { ApproverRole, PersonId, Role } from '../../../domain/people/person.ts';
import type { DocumentRow } from '../../../rows/document-row.ts';
import { type ReceivableRow, receivableColumns, toReceivable } from '../receivables/receivable-rows.ts';
import { storedDay } from '../stored-day.ts';
import { type PacketParts, toPacket } from './packet-mapper.ts';
import { PacketRow } from './packet-row.ts';

export type StoredPacket = { readonly row: PacketRow; readonly packet: Packet };

/** The packet with its row, locked until the transaction ends when something shall be decided about it. */
export const readPacket = async (
  database: Database,
  id: PacketId,
  lock: boolean,
): Promise<StoredPacket | undefined> => {
  const row = await database
    .em()
    .findOne(
      PacketRow,
      { writeOffPacketId: id, deletedDt: null },
      lock ? { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } : { refresh: true },
    );
  return row ? { row, packet: toPacket(row, await readParts(database, row)) } : undefined;
};

const readParts = async (database: Database, row: PacketRow): Promise<PacketParts> => {
  const id = row.writeOffPacketId;
  const approvals = await database.query<{
    approver_role: ApproverRole;
    person_id: PersonId;
    person_name: string;
    comment_text: string | null;
    decided_dt: string;
    decided_on: string;
    packet_version: number;
  }>(sql`
    select approver_role, person_id, person_name, comment_text, decided_dt, decided_on, packet_version from packet_decision
     where write_off_packet_id = ${id} and round = ${row.round} and decision = 'APPROVE' order by packet_version`);
  const contributors = await database.query<{ person_id: PersonId; contribution: Contributor['as'] }>(sql`
    select person_id, contribution from packet_contributor where write_off_packet_id = ${id}`);
  const scopeKeys = await database.query<{ entity: string | null; department: string | null }>(sql`
    select entity, department from packet_scope
     where write_off_packet_id = ${id} and packet_version = ${row.scopeVersion} order by entity, department`);
  return {
    approvals: approvals.map(
      (approval): Approval => ({
        role: approval.approver_role,
        by: { id: approval.person_id, name: approval.person_name },
        at: new Date(approval.decided_dt),
        on: storedDay(approval.decided_on),
        comment: approval.comment_text,
        version: approval.packet_version,
      }),
    ),
    contributors: contributors.map(({ person_id, contribution }) => ({
      personId: person_id,
      as: contribution,
    })),
    scopeKeys: scopeKeys.map((key) => ({ ...key, clientId: row.clientId })),
    executed: row.completedDt ? await readExecuted(database, id) : null,
  };
};

const readExecuted = async (database: Database, id: PacketId): Promise<Executed | null> => {
  const [row] = await database.query<{
    revenue: string;
    payable: string;
    tax: string;
    fee: string;
    receivable_count: number;
    lowered_count: number;
    dropped_count: number;
  }>(sql`
    select executed_commission_minor as revenue, executed_payable_minor as payable, executed_tax_minor as tax,
           executed_fee_minor as fee, receivable_count, lowered_count, dropped_count
      from packet_execution where write_off_packet_id = ${id}`);
  return row
    ? {
        totals: bySide((side) => BigInt(row[side])),
        receivableCount: row.receivable_count,
        loweredCount: row.lowered_count,
        droppedCount: row.dropped_count,
      }
    : null;
};

type LineRow = ReceivableRow & {
  readonly eligibility_criteria_cd: Criterion | null;
  readonly use_packet_document_ind: boolean;
};

/** The receivables and documents of a packet; a document of a receivable that was taken out again proves nothing. */
export const readContent = async (database: Database, id: PacketId): Promise<PacketContent> => {
  const lines = await database.query<LineRow>(sql`
    select ${receivableColumns}, link.eligibility_criteria_cd, link.use_packet_document_ind
      from packet_receivable link join receivable r using (billing_item_detail_id)
     where link.write_off_packet_id = ${id} and link.removed_dt is null order by r.billing_item_detail_id`);
  const documents = await database.query<DocumentRow>(sql`
    select document.* from packet_document document
     where document.write_off_packet_id = ${id}
       and (document.billing_item_detail_id is null or exists (
             select from packet_receivable link where link.write_off_packet_id = document.write_off_packet_id
                and link.billing_item_detail_id = document.billing_item_detail_id and link.removed_dt is null))
     order by document.packet_document_id`);
  return {
    lines: lines.map((row) => ({
      receivable: toReceivable(row),
      criterion: row.eligibility_criteria_cd,
      usePacketDocument: row.use_packet_document_ind,
    })),
    documents: documents.map((row) => ({
      id: row.packet_document_id,
      receivableId: row.billing_item_detail_id,
      kind: row.document_kind_cd,
      sha256: row.sha256,
      fileName: row.file_name,
      mediaType: row.media_type,
      sizeBytes: row.size_bytes,
      uploadedBy: { id: row.uploaded_by_user_id, name: row.uploaded_by_name },
      uploadedAt: new Date(row.uploaded_dt),
    })),
  };
};

/** What happened to a packet after a version, in order. */
export const readHistory = async (
  database: Database,
  id: PacketId,
  afterVersion = 0,
): Promise<readonly HistoryEntry[]> => {
  const rows = await database.query<{
    packet_version: number;
    from_status_cd: PacketStatusCode | null;
    to_status_cd: PacketStatusCode | null;
    action_cd: PacketAction;
    acted_by_user_id: PersonId | null;
    acted_by_name: string | null;
    approver_role: Role | null;
    comment_text: string | null;
    acted_dt: string;
    detail: HistoryEntry['detail'];
  }>(sql`
    select * from packet_status_history
     where write_off_packet_id = ${id} and packet_version > ${afterVersion} order by packet_version`);
  return rows.map((row) => ({
    version: row.packet_version,
    from: row.from_status_cd,
    to: row.to_status_cd,
    action: row.action_cd,
    by: row.acted_by_user_id ? { id: row.acted_by_user_id, name: row.acted_by_name ?? '' } : null,
    role: row.approver_role,
    comment: row.comment_text,
    at: new Date(row.acted_dt),
    detail: row.detail,
  }));
};
