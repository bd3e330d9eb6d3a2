import { createHash } from 'node:crypto';
import * as z from 'zod';

/** A sealed entry as `GET /v1/log/entries` hands it out. */
export const exportedEntry = z.object({
  seq: z.string(),
  eventId: z.string(),
  ledgerId: z.string(),
  type: z.string(),
  schemaVersion: z.int(),
  actor: z.string(),
  occurredAt: z.string(),
  bytes: z.string(),
  leafHash: z.string(),
  prevHash: z.string(),
});
export type ExportedEntry = z.infer<typeof exportedEntry>;

export type ChainPoint = { readonly seq: bigint; readonly head: Buffer };
export type LogFault = 'number-missing' | 'entry-changed' | 'chain-broken';

export const chainStart: ChainPoint = { seq: 0n, head: Buffer.alloc(32) };

/**
 * Follows the chain over one entry: its number comes next, its stored bytes have the hash that was sealed, and the head
 * before it is the one reached. Written from the description of the log alone, apart from the code that writes it.
 */
export const followEntry = (point: ChainPoint, entry: ExportedEntry): ChainPoint | LogFault => {
  const seq = BigInt(entry.seq);
  if (seq !== point.seq + 1n) return 'number-missing';
  const leaf = leafOf(entry);
  if (leaf.toString('hex') !== entry.leafHash) return 'entry-changed';
  if (point.head.toString('hex') !== entry.prevHash) return 'chain-broken';
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(seq);
  return { seq, head: sha256(Buffer.of(1), number, leaf, point.head) };
};

const leafOf = ({
  ledgerId,
  eventId,
  type,
  schemaVersion,
  actor,
  occurredAt,
  bytes,
}: ExportedEntry): Buffer =>
  sha256(
    Buffer.of(0),
    ...[ledgerId, eventId, type, String(schemaVersion), actor, occurredAt].map((text) =>
      prefixed(Buffer.from(text)),
    ),
    prefixed(Buffer.from(bytes, 'base64')),
  );

const prefixed = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const sha256 = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
