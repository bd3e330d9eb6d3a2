import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';

/** Something the ledger did, as auditors read it. An import is one entry, not one for each row. */
export type LogEntry = {
  readonly eventId: string;
  readonly ledgerId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly actor: string;
  /** When it happened, and when the ledger wrote it down. */
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly payload: { readonly [name: string]: CanonicalValue };
};

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();

/** The exact bytes that are kept and hashed: the payload's canonical JSON (RFC 8785). They are never made again. */
export const payloadBytes = (entry: LogEntry): Uint8Array => encoder.encode(canonicalJson(entry.payload));

/** What the first byte of everything that is hashed says of it. RFC 6962 has 0x00 for leaves and 0x01 for the nodes of a tree. */
const [leafPrefix, sealPrefix] = [0x00, 0x02];

/**
 * The hash of an entry: SHA-256 over 0x00, its fields, each behind its length in four bytes, so that no two entries spell the same
 * bytes, and the hash of its payload's bytes, so that it can still be computed once they are purged.
 */
export const leafHash = (entry: LogEntry, bytesHash: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(
    joined([
      Uint8Array.of(leafPrefix),
      ...[
        entry.ledgerId,
        entry.eventId,
        entry.type,
        String(entry.schemaVersion),
        entry.actor,
        entry.occurredAt,
        entry.recordedAt,
      ].map(field),
      bytesHash,
    ]),
  );

/** The head of the chain after a seal: SHA-256 over 0x02, the sequence in eight bytes, the leaf and the head before it. */
export const sealHash = (seq: bigint, leaf: Uint8Array, previous: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(joined([Uint8Array.of(sealPrefix), inEightBytes(seq), leaf, previous]));

/** The head before the first seal, another one for each ledger: no chain can be passed off as that of another. */
export const genesisHash = (ledgerId: string, sha256: Sha256): Uint8Array =>
  sha256(joined([Uint8Array.of(sealPrefix), inEightBytes(0n), field(ledgerId)]));

const inEightBytes = (number: bigint): Uint8Array => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, number);
  return bytes;
};

const field = (text: string): Uint8Array => {
  const bytes = encoder.encode(text);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, bytes.length);
  return joined([length, bytes]);
};

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
};
