import type { Database } from '@recoup/runtime/database/database';
import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { type LogEntry, leafHash, payloadBytes } from '../../../domain/log/log-entry.ts';
import { sha256 } from '../../../rows/log-head.ts';

export type LedgerLog = {
  /** Writes an entry in the transaction under way, under a new id unless a posting named one; the sealer chains it soon after. */
  readonly append: (type: string, payload: LogEntry['payload'], eventId?: string) => Promise<void>;
};

export const ledgerLog = (database: Database, ledgerId: string, now: () => Date): LedgerLog => ({
  append: async (type, payload, eventId = newId()) => {
    const entry: LogEntry = {
      eventId,
      ledgerId,
      type,
      schemaVersion: 1,
      actor: currentCause().actor,
      occurredAt: now().toISOString(),
      payload,
    };
    const bytes = payloadBytes(entry);
    await database.query(sql`
      with entry as (
        insert into log_entry (event_id, ledger_id, type, schema_version, actor, occurred_at, bytes, leaf_hash)
        values (${entry.eventId}, ${ledgerId}, ${type}, ${entry.schemaVersion}, ${entry.actor}, ${entry.occurredAt},
                ${Buffer.from(bytes)}, ${Buffer.from(leafHash(entry, bytes, sha256))})
        returning event_id)
      insert into log_unsealed (event_id) select event_id from entry`);
  },
});
