import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { genesis, type LogEntry, leafHash, payloadBytes, sealHash } from './log-entry.ts';

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
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the hashes of the ledger log', () => {
  it('stay what they are for ever', () => {
    const leaf = leafOf(anEntry());
    expect(hex(leaf)).toMatchInlineSnapshot(
      `"eb88cb448c666cf1362d419da7408c5cb048fd45d756a4dbd80ed9f6ce0c2c0a"`,
    );
    expect(hex(sealHash(1n, leaf, genesis, sha256))).toMatchInlineSnapshot(
      `"ab2908ae8a443ef1592a682db443a6884293c6347fcf681629fdf567c9559789"`,
    );
  });

  it('differ for entries whose fields run into each other', () => {
    expect(leafOf(anEntry({ type: 'ab', actor: 'c' }))).not.toEqual(
      leafOf(anEntry({ type: 'a', actor: 'bc' })),
    );
  });

  it('do not depend on the order in which a payload was written down', () => {
    expect(leafOf(anEntry({ payload: { packetId: 'p-1', total: '100.00' } }))).toEqual(leafOf(anEntry()));
  });
});
