import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { GlReports } from '../../../ports/gl-reports.ts';

/**
 * What became of a packet's documents in the general ledger. The packet shows the worst of them, waits until all that were announced are
 * reported, and is never moved back by it (ruling 2). Documents are counted as they come, and looked for by their status: a packet may have
 * a hundred thousand.
 */
export const postgresGlReports = (database: Database): GlReports => ({
  keep: async (report) => {
    await database.query(sql`
      with known as (
        select further_count from packet_gl_posting
         where write_off_packet_id = ${report.packetId} and external_id = ${report.externalId}),
      kept as (
        insert into packet_gl_posting
          (write_off_packet_id, external_id, kind, step, further_count, gl_status, document_id, detail, updated_dt)
        values (${report.packetId}, ${report.externalId}, ${report.kind}, ${report.step}, ${report.furtherCount}, ${report.status},
                ${report.documentId}, ${report.detail}, ${report.at})
        on conflict (write_off_packet_id, external_id) do update set gl_status = excluded.gl_status, step = excluded.step,
          further_count = excluded.further_count, document_id = excluded.document_id, detail = excluded.detail,
          updated_dt = excluded.updated_dt)
      update write_off_packet
         set gl_reported_count = gl_reported_count + (select 1 - count(*)::int from known),
             gl_document_count = gl_document_count + ${report.furtherCount}::int - coalesce((select further_count from known), 0)
       where write_off_packet_id = ${report.packetId}`);
    await restate(database, report.packetId);
  },
  announce: async (packetId, documentCount) => {
    await database.query(sql`
      update write_off_packet set gl_document_count = gl_document_count + ${documentCount}::int
       where write_off_packet_id = ${packetId}`);
    await restate(database, packetId);
  },
});

/** From the worst on; PENDING stands for what is not reported yet. */
const statuses = [
  ...[
    'REJECTED',
    'HELD',
    'UNKNOWN',
    'AWAITING_APPROVAL',
    'EXPORTED',
    'PENDING',
    'CANCELLED',
    'POSTED_BY_HAND',
  ],
  'POSTED',
];

/** An application that was given up says nothing of the packet: what it would have applied is posted. */
const restate = async (database: Database, packetId: string): Promise<void> => {
  await database.query(sql`
    update write_off_packet packet
       set gl_status = coalesce(
             (select status from unnest(${statuses}::text[]) with ordinality as worst (status, rank)
               where case when status = 'PENDING' then packet.gl_reported_count < packet.gl_document_count
                          else exists (select from packet_gl_posting posting
                                        where posting.write_off_packet_id = packet.write_off_packet_id
                                          and posting.gl_status = worst.status
                                          and (posting.step <> 'APPLICATION' or posting.gl_status <> 'CANCELLED')) end
               order by rank limit 1),
             'NONE')
     where write_off_packet_id = ${packetId}`);
};
