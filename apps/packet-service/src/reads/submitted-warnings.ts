import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { PacketId } from '../domain/packet/packet.ts';
import type { SubmissionWarning } from '../domain/submission/submission-check.ts';

/** What approvers should know of the receivables of a packet, as its last submission found it. */
export const submittedWarnings = (
  database: Queries,
  packetId: PacketId,
): Promise<readonly SubmissionWarning[]> =>
  database.query(sql`
    select line.billing_item_detail_id as "receivableId", canonical_text::jsonb ->> 'invoiceNumber' as "invoiceNumber", warning
      from write_off_packet p
      join packet_submission submission on submission.write_off_packet_id = p.write_off_packet_id
           and submission.attempt = p.submission_attempt
      join packet_submission_line line using (packet_submission_id)
     cross join unnest(line.warnings) as warning
     where p.write_off_packet_id = ${packetId} order by line.billing_item_detail_id`);
