import type { Database } from '@recoup/runtime/database/database';
import { type Endpoint, endpoint } from '@recoup/runtime/http/endpoint';
import { sql } from 'kysely';
import * as z from 'zod';

const hex = z.string().regex(/^[0-9a-f]{64}$/);

const logHead = z.object({
  ledgerId: z.string(),
  seq: z.string().describe('number of the last seal'),
  head: hex,
  unsealed: z.int().describe('entries written but not yet chained'),
});

const logEntry = z.object({
  seq: z.string(),
  eventId: z.uuid(),
  ledgerId: z.string(),
  type: z.string(),
  schemaVersion: z.int(),
  actor: z.string(),
  occurredAt: z.string(),
  recordedAt: z.string(),
  bytes: z.string().describe('base64 of the exact bytes that were hashed'),
  leafHash: hex,
  prevHash: hex,
});

export type LogReads = {
  readonly database: Database;
  readonly ledgerId: string;
  readonly headOf: () => Promise<{ readonly seq: bigint; readonly head: Buffer }>;
};

/** The ledger's log for auditors: enough to verify every byte of it without this service. */
export const logRoutes = ({ database, ledgerId, headOf }: LogReads): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/log/head',
    summary: 'The head of the chain of the ledger log',
    access: 'signed-in',
    answer: logHead,
    handle: async () => {
      const { seq, head } = await headOf();
      const [waiting] = await database.query<{ count: string }>(sql`select count(*) from log_unsealed`);
      return {
        body: {
          ledgerId,
          seq: String(seq),
          head: head.toString('hex'),
          unsealed: Number(waiting?.count ?? 0),
        },
      };
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/log/entries',
    summary: 'Sealed entries in order, with the bytes that were hashed',
    access: { anyOf: ['AUDITOR'] },
    query: z.strictObject({
      afterSeq: z.coerce.bigint().min(0n).default(0n),
      limit: z.coerce.number().int().min(1).max(1_000).default(500),
    }),
    answer: z.object({ items: z.array(logEntry) }),
    handle: async ({ query }) => ({
      body: {
        items: await database.query<z.infer<typeof logEntry>>(sql`
          select seal.seq::text as seq, event_id as "eventId", ledger_id as "ledgerId", type,
                 schema_version as "schemaVersion", actor, occurred_at as "occurredAt", recorded_at as "recordedAt",
                 translate(encode(bytes, 'base64'), E'\\n', '') as bytes, encode(entry.leaf_hash, 'hex') as "leafHash",
                 encode(seal.prev_hash, 'hex') as "prevHash"
            from log_seal seal join log_entry entry using (event_id)
           where seal.seq > ${String(query.afterSeq)}::bigint order by seal.seq limit ${query.limit}`),
      },
    }),
  }),
];
