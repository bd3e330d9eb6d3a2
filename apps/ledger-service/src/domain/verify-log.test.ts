import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type LogEntry, leafHash, payloadBytes, sealHash } from './log-entry.ts';
import { chainStart, follow, type SealedEntry } from './verify-log.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const anEntry = (change: Partial<LogEntry> = {}): LogEntry => ({
  eventId: '0193f2a0-7c3e-7d1f-8b5a-6c4e2d1f0a9b',
  ledgerId: 'recoup',
  type: 'write-off.executed',
  schemaVersion: 1,
  actor: 'ann',
  occurredAt: '2026-03-31T10:00:00.000Z',
  payload: { total: '100.00', packetId: 'p-1' },
  ...change,
});
const leafOf = (entry: LogEntry) => leafHash(entry, payloadBytes(entry), sha256);

const chainOf = (entries: readonly LogEntry[]): SealedEntry[] => {
  let head = chainStart.head;
  return entries.map((entry, place) => {
    const seq = BigInt(place + 1);
    const leaf = leafOf(entry);
    const sealed = { seq, eventId: entry.eventId, leafHash: leaf, prevHash: head, leafOfBytes: leaf };
    head = sealHash(seq, leaf, head, sha256);
    return sealed;
  });
};
const verify = (entries: readonly SealedEntry[]) => {
  let point = chainStart;
  for (const entry of entries) {
    const next = follow(point, entry, sha256);
    if (!next.ok) return next.refusal.reason;
    point = next.value;
  }
  return point.seq;
};
const three = ['a', 'b', 'c'].map((actor) => anEntry({ actor }));

describe('the log of the ledger', () => {
  it('verifies when nothing was touched', () => {
    expect(verify(chainOf(three))).toBe(3n);
  });

  it('shows an entry whose bytes were changed', () => {
    const chain = chainOf(three).map((entry) =>
      entry.seq === 2n ? { ...entry, leafOfBytes: leafOf(anEntry({ actor: 'x' })) } : entry,
    );
    expect(verify(chain)).toBe('entry-changed');
  });

  it('shows an entry that was taken out', () => {
    expect(verify(chainOf(three).filter((entry) => entry.seq !== 2n))).toBe('number-missing');
  });

  it('shows entries that changed places, even when renumbered', () => {
    const [first, second, third] = chainOf(three);
    if (!first || !second || !third) throw new Error('three entries');
    expect(verify([second, first, third].map((entry, place) => ({ ...entry, seq: BigInt(place + 1) })))).toBe(
      'chain-broken',
    );
  });

  it('gives different entries different hashes, also when their fields run into each other', () => {
    const one = leafOf(anEntry({ type: 'ab', actor: 'c' }));
    const other = leafOf(anEntry({ type: 'a', actor: 'bc' }));
    expect(one).not.toEqual(other);
  });

  it('keeps the hash of a published entry for ever', () => {
    expect(Buffer.from(leafOf(anEntry())).toString('hex')).toMatchInlineSnapshot(
      `"eb88cb448c666cf1362d419da7408c5cb048fd45d756a4dbd80ed9f6ce0c2c0a"`,
    );
  });
});
