import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { GlReports } from '../../../ports/gl-reports.ts';

/**
 * What became of a packet's documents in the general ledger. The packet shows the worst of them and is never moved back by it
 * (ruling 2).
 */
export const postgresGlReports = (database: Database): GlReports => ({
  keep: async (report) => {
    await database.query(sql`
      insert into packet_gl_posting (write_off_packet_id, external_id, kind, gl_status, document_id, detail, updated_dt)
      values (${report.packetId}, ${report.externalId}, ${report.kind}, ${report.status}, ${report.documentId},
              ${report.detail}, ${report.at})
      on conflict (write_off_packet_id, external_id) do update set gl_status = excluded.gl_status,
        document_id = excluded.document_id, detail = excluded.detail, updated_dt = excluded.updated_dt`);
    await database.query(sql`
      update write_off_packet set gl_status = (
             select (array_agg(gl_status order by array_position(array['REJECTED', 'HELD', 'UNKNOWN', 'AWAITING_APPROVAL', 'EXPORTED',
                                                                       'CANCELLED', 'POSTED_BY_HAND', 'POSTED'], gl_status)))[1]
               from packet_gl_posting posting
              where posting.write_off_packet_id = write_off_packet.write_off_packet_id)
       where write_off_packet_id = ${report.packetId}`);
  },
  noneComes: async (packetId) => {
    await database.query(sql`
      update write_off_packet set gl_status = 'NONE' where write_off_packet_id = ${packetId}`);
  },
});
