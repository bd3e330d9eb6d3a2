import { type CanonicalValue, canonicalJson } from '@recoup/domain/canonical-json';

/** Something the ledger did, as auditors read it. An import is one entry, not one for each row. */
export type LogEntry = {
  readonly eventId: string;
  readonly ledgerId: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly actor: string;
  readonly occurredAt: string;
  readonly payload: { readonly [name: string]: CanonicalValue };
};

export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();

/** The exact bytes that are kept and hashed: the payload's canonical JSON (RFC 8785). They are never made again. */
export const payloadBytes = (entry: LogEntry): Uint8Array => encoder.encode(canonicalJson(entry.payload));

/**
 * The hash of an entry: SHA-256 over 0x00 and its fields, each behind its length in four bytes, so that no two entries
 * spell the same bytes. The first byte keeps leaves apart from seals.
 */
export const leafHash = (entry: LogEntry, bytes: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(
    joined([
      Uint8Array.of(0),
      ...[
        entry.ledgerId,
        entry.eventId,
        entry.type,
        String(entry.schemaVersion),
        entry.actor,
        entry.occurredAt,
      ].map((field) => prefixed(encoder.encode(field))),
      prefixed(bytes),
    ]),
  );

/** The head of the chain after a seal: SHA-256 over 0x01, the sequence in eight bytes, the leaf and the head before it. */
export const sealHash = (seq: bigint, leaf: Uint8Array, previous: Uint8Array, sha256: Sha256): Uint8Array => {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, seq);
  return sha256(joined([Uint8Array.of(1), number, leaf, previous]));
};

export const genesis = new Uint8Array(32);

const prefixed = (bytes: Uint8Array): Uint8Array => {
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
