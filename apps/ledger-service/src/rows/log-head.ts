import { createHash } from 'node:crypto';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { genesisHash, sealHash } from '../domain/log/log-entry.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** The last seal's number and the head hash after it; the head with which this ledger begins before the first. */
export const headOf = async (
  database: Queries,
  ledgerId: string,
): Promise<{ readonly seq: bigint; readonly head: Buffer }> => {
  const [last] = await database.query<{ seq: string; leaf_hash: Buffer; prev_hash: Buffer }>(sql`
    select seq, leaf_hash, prev_hash from log_seal order by seq desc limit 1`);
  if (!last) return { seq: 0n, head: Buffer.from(genesisHash(ledgerId, sha256)) };
  const seq = BigInt(last.seq);
  return { seq, head: Buffer.from(sealHash(seq, last.leaf_hash, last.prev_hash, sha256)) };
};
