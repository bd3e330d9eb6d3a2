import { accepted, type Result, refused } from '@recoup/domain/result';
import { genesis, type Sha256, sealHash } from './log-entry.ts';

/** A sealed entry as the log exports it. */
export type SealedEntry = {
  readonly seq: bigint;
  readonly eventId: string;
  readonly leafHash: Uint8Array;
  readonly prevHash: Uint8Array;
  readonly leafOfBytes: Uint8Array;
};

export type ChainPoint = { readonly seq: bigint; readonly head: Uint8Array };

export type LogFault = {
  readonly seq: bigint;
  readonly eventId: string;
  readonly reason: 'number-missing' | 'entry-changed' | 'chain-broken';
};

export const chainStart: ChainPoint = { seq: 0n, head: genesis };

/** Follows the chain over one more entry: its number, the hash of its stored bytes, and the head before it must fit. */
export const follow = (
  point: ChainPoint,
  entry: SealedEntry,
  sha256: Sha256,
): Result<ChainPoint, LogFault> => {
  const fault = (reason: LogFault['reason']) => refused({ seq: entry.seq, eventId: entry.eventId, reason });
  if (entry.seq !== point.seq + 1n) return fault('number-missing');
  if (!sameBytes(entry.leafOfBytes, entry.leafHash)) return fault('entry-changed');
  if (!sameBytes(entry.prevHash, point.head)) return fault('chain-broken');
  return accepted({ seq: entry.seq, head: sealHash(entry.seq, entry.leafHash, point.head, sha256) });
};

const sameBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && left.every((byte, place) => byte === right[place]);
