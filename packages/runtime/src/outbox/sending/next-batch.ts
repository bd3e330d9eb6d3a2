import type pg from 'pg';
import type { HeldBack } from './held-back.ts';
import type { OutboxRow } from './outbox-row.ts';

/** What is in memory at once. */
const bytesOfBatch = 8_000_000;

/**
 * Takes the size of a batch in rows and in bytes, and what is held back; the first row comes whatever its size. `found` counts
 * rows left out.
 */
export const nextToSend = `
  select id, topic, aggregate_id, sequence, event_type, message, found
    from (select *, count(*) over ()::int as found, row_number() over rising as ordinal,
                 sum(length(message)) over rising as bytes
            from (select id, topic, aggregate_id, sequence, event_type, message from outbox
                   where published_at is null and topic <> all ($3) and aggregate_id <> all ($4)
                   order by id limit $1) as waiting
          window rising as (order by id rows unbounded preceding)) as measured
   where bytes <= $2 or ordinal = 1
   order by id`;

type Batch = { readonly rows: readonly OutboxRow[]; readonly more: boolean };

export const readBatch = async (client: pg.Client, held: HeldBack, batchSize: number): Promise<Batch> => {
  const { rows } = await client.query<OutboxRow & { readonly found: number }>(nextToSend, [
    batchSize,
    bytesOfBatch,
    held.topics(),
    held.aggregates(),
  ]);
  const found = rows[0]?.found ?? 0;
  return { rows, more: found === batchSize || rows.length < found };
};
