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
  recordedAt: z.string(),
  bytesHash: z.string(),
  /** Null once they are purged. */
  bytes: z.string().nullable(),
  /** Who had the bytes purged, and why. */
  purge: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  leafHash: z.string(),
  prevHash: z.string(),
});
export type ExportedEntry = z.infer<typeof exportedEntry>;

export type ChainPoint = { readonly ledgerId: string; readonly seq: bigint; readonly head: Buffer };
/** `purge-unsaid`: its bytes are gone, and nobody says who had them purged. */
export type LogFault = 'purge-unsaid' | 'number-missing' | 'other-ledger' | 'entry-changed' | 'chain-broken';

/** Where the chain of a ledger begins: before its first seal, with its own id. */
export const chainStart = (ledgerId: string): ChainPoint => ({
  ...{ ledgerId, seq: 0n },
  head: sha256(Buffer.of(2), inEightBytes(0n), field(ledgerId)),
});

/**
 * Follows the chain over one entry: its number comes next, it is one of this ledger, its bytes, where they are kept, and its fields have
 * the hash that was sealed, and the head before it is the one reached. Written from the description of the log alone, apart from the
 * code that writes it.
 */
export const followEntry = (point: ChainPoint, entry: ExportedEntry): ChainPoint | LogFault => {
  const seq = BigInt(entry.seq);
  if (seq !== point.seq + 1n) return 'number-missing';
  if (entry.ledgerId !== point.ledgerId) return 'other-ledger';
  const leaf = leafOf(entry);
  if (leaf.toString('hex') !== entry.leafHash || !hasItsBytes(entry)) return 'entry-changed';
  if (entry.bytes === null && entry.purge === null) return 'purge-unsaid';
  if (point.head.toString('hex') !== entry.prevHash) return 'chain-broken';
  return { ...point, seq, head: sha256(Buffer.of(2), inEightBytes(seq), leaf, point.head) };
};

const hasItsBytes = ({ bytes, bytesHash }: ExportedEntry): boolean =>
  bytes === null || sha256(Buffer.from(bytes, 'base64')).toString('hex') === bytesHash;

const leafOf = (entry: ExportedEntry): Buffer =>
  sha256(
    Buffer.of(0),
    ...[
      ...[entry.ledgerId, entry.eventId, entry.type, String(entry.schemaVersion), entry.actor],
      ...[entry.occurredAt, entry.recordedAt],
    ].map(field),
    Buffer.from(entry.bytesHash, 'hex'),
  );

const field = (text: string): Buffer => {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

const inEightBytes = (number: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(number);
  return bytes;
};

const sha256 = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();
