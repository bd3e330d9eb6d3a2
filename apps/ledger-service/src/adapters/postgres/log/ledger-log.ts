import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { type LogEntry, leafHash, payloadBytes } from '../../../domain/log/log-entry.ts';
import { sha256 } from '../../../rows/log-head.ts';

export type LedgerLog = {
  /**
   * Writes an entry in the transaction under way; the sealer chains it soon after. Its id is a new one unless a posting or an
   * event named it, and it happened now unless an event says when.
   */
  readonly append: (type: string, payload: LogEntry['payload'], known?: Known) => Promise<void>;
};

type Known = { readonly eventId?: string; readonly occurredAt?: string };

export const ledgerLog = (database: Database, ledgerId: string, now: () => Date): LedgerLog => ({
  append: async (type, payload, known = {}) => {
    const recordedAt = now().toISOString();
    const { eventId = newId(), occurredAt = recordedAt } = known;
    const entry: LogEntry = {
      eventId,
      ledgerId,
      type,
      schemaVersion: 1,
      actor: currentCause().actor,
      occurredAt,
      recordedAt,
      payload,
    };
    const bytes = payloadBytes(entry);
    const bytesHash = sha256(bytes);
    await database.query(sql`
      with entry as (
        insert into log_entry
          (event_id, ledger_id, type, schema_version, actor, occurred_at, recorded_at, bytes_hash, leaf_hash)
        values (${eventId}, ${ledgerId}, ${type}, ${entry.schemaVersion}, ${entry.actor}, ${occurredAt}, ${recordedAt},
                ${Buffer.from(bytesHash)}, ${Buffer.from(leafHash(entry, bytesHash, sha256))})
        returning event_id),
      kept as (insert into log_bytes (event_id, bytes) select event_id, ${Buffer.from(bytes)} from entry)
      insert into log_unsealed (event_id) select event_id from entry`);
  },
});
