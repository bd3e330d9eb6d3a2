import { lockKeys } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { failpoint } from '@recoup/runtime/process/failpoint';
import { sql } from 'kysely';
import { sealHash } from '../../../domain/log/log-entry.ts';
import { headOf, sha256 } from '../../../rows/log-head.ts';
import { giveNumbers } from './give-numbers.ts';

const batchSize = 1_000;

/**
 * Chains entries that were written but not yet sealed, in the order they were queued, and gives what they posted its numbers. It runs
 * beside the business, which therefore never waits for the head of a chain. Answers whether there may be more.
 */
export const sealNext = (database: Database, outbox: Outbox, ledgerId: string): Promise<boolean> =>
  database.transaction(async () => {
    const [lead] = await database.query<{ led: boolean }>(sql`
      select pg_try_advisory_xact_lock(${lockKeys('logSealing')}) as led`);
    if (!lead?.led) return false;
    const waiting = await database.query<{ event_id: string; leaf_hash: Buffer }>(sql`
      select entry.event_id, entry.leaf_hash
        from log_unsealed join log_entry entry using (event_id) order by position limit ${batchSize}`);
    if (waiting.length === 0) return false;
    failpoint('log-sealing');
    let { seq, head } = await headOf(database, ledgerId);
    const seals = waiting.map(({ event_id, leaf_hash }) => {
      seq += 1n;
      const seal = { seq, event_id, leaf_hash, prev_hash: head };
      head = Buffer.from(sealHash(seq, leaf_hash, seal.prev_hash, sha256));
      return seal;
    });
    await database.query(sql`
      insert into log_seal (seq, event_id, leaf_hash, prev_hash)
      select * from unnest(${seals.map((seal) => String(seal.seq))}::bigint[], ${seals.map((seal) => seal.event_id)}::uuid[],
                           ${seals.map((seal) => seal.leaf_hash)}::bytea[], ${seals.map((seal) => seal.prev_hash)}::bytea[])`);
    await database.query(sql`
      delete from log_unsealed where event_id = any (${seals.map((seal) => seal.event_id)}::uuid[])`);
    await giveNumbers(
      database,
      outbox,
      seals.map((seal) => seal.event_id),
    );
    failpoint('log-numbered');
    return waiting.length === batchSize;
  });
