import type { Queries } from '@recoup/runtime/database/queries';
import { instant } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import { headOf } from '../rows/log-head.ts';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

export const logHead = z.object({
  ledgerId: z.string(),
  seq: z.string().describe('number of the last seal'),
  head: hex,
  unsealed: z.int().describe('entries written but not yet chained'),
});

export const logEntry = z.object({
  seq: z.string(),
  eventId: z.uuid(),
  ledgerId: z.string(),
  type: z.string(),
  schemaVersion: z.int(),
  actor: z.string(),
  occurredAt: instant.describe('part of what was hashed, exactly as it is written here'),
  recordedAt: instant.describe('part of what was hashed, exactly as it is written here'),
  bytesHash: hex.describe('hash of the bytes, which the leaf covers in their place'),
  bytes: z
    .string()
    .nullable()
    .describe('base64 of the exact bytes that were hashed; null once they are purged'),
  purge: z
    .object({ by: z.string(), at: instant, reason: z.string() })
    .nullable()
    .describe('who had the bytes purged, when and why; null while they are kept'),
  leafHash: hex,
  prevHash: hex,
});
export type LogEntry = z.infer<typeof logEntry>;

export const readLogHead = async (database: Queries, ledgerId: string): Promise<z.infer<typeof logHead>> => {
  const { seq, head } = await headOf(database, ledgerId);
  const [waiting] = await database.query<{ count: string }>(sql`select count(*) from log_unsealed`);
  return { ledgerId, seq: String(seq), head: head.toString('hex'), unsealed: Number(waiting?.count ?? 0) };
};

/** Sealed entries in order, each with its exact bytes as long as they are kept. */
export const logEntries = (
  database: Queries,
  afterSeq: bigint,
  limit: number,
): Promise<readonly LogEntry[]> =>
  database.query<LogEntry>(sql`
    select seal.seq::text as seq, event_id as "eventId", ledger_id as "ledgerId", type,
           schema_version as "schemaVersion", actor, occurred_at as "occurredAt", recorded_at as "recordedAt",
           encode(bytes_hash, 'hex') as "bytesHash", translate(encode(bytes, 'base64'), E'\\n', '') as bytes,
           case when bytes is null then (
             select jsonb_build_object('by', purged_by, 'reason', reason,
                      'at', to_char(purged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
               from log_purge where seal.seq between from_seq and to_seq order by log_purge_id limit 1) end as purge,
           encode(entry.leaf_hash, 'hex') as "leafHash", encode(seal.prev_hash, 'hex') as "prevHash"
      from log_seal seal join log_entry entry using (event_id) left join log_bytes using (event_id)
     where seal.seq > ${String(afterSeq)}::bigint order by seal.seq limit ${limit}`);

export const unsealedEntry = z.object({
  eventId: z.uuid(),
  type: z.string(),
  recordedAt: instant,
  waiting: z.boolean().describe('whether it waits for its seal; false where nothing will ever seal it'),
});

/** Entries that no seal stands for, those first that wait for none, at most so many. */
export const unsealedEntries = (
  database: Queries,
  limit: number,
): Promise<readonly z.infer<typeof unsealedEntry>[]> =>
  database.query<z.infer<typeof unsealedEntry>>(sql`
    select event_id as "eventId", type, recorded_at as "recordedAt", unsealed.event_id is not null as waiting
      from log_entry entry left join log_unsealed unsealed using (event_id)
     where not exists (select from log_seal seal where seal.event_id = entry.event_id)
     order by waiting, recorded_at, event_id limit ${limit}`);
