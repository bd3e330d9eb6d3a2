import type { Queries } from '@recoup/runtime/database/queries';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { personResource } from './wire.ts';

export const refusedAttemptResource = z.object({
  action: z.string(),
  reason: z.string(),
  by: personResource,
  version: z.int().nullable(),
  at: instant,
  detail: z.unknown(),
});

/** Who tried what with a packet in vain, newest first. */
export const refusedAttempts = async (
  database: Queries,
  packetId: string,
): Promise<readonly z.infer<typeof refusedAttemptResource>[]> => {
  const rows = await database.query<{
    action_cd: string;
    reason: string;
    person_id: string;
    person_name: string;
    packet_version: number | null;
    attempted_dt: string;
    detail: unknown;
  }>(sql`
    select * from refused_attempt where write_off_packet_id = ${packetId}
     order by attempted_dt desc, refused_attempt_id desc limit 200`);
  return rows.map((row) => ({
    action: row.action_cd,
    reason: row.reason,
    by: { personId: row.person_id, name: row.person_name },
    version: row.packet_version,
    at: instantText(row.attempted_dt),
    detail: row.detail,
  }));
};
