import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { genesisHash, type LogEntry, leafHash, payloadBytes, sealHash } from './log-entry.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const anEntry = (change: Partial<LogEntry> = {}): LogEntry => ({
  eventId: '0193f2a0-7c3e-7d1f-8b5a-6c4e2d1f0a9b',
  ledgerId: 'recoup',
  type: 'write-off.executed',
  schemaVersion: 1,
  actor: 'ann',
  occurredAt: '2026-03-31T10:00:00.000Z',
  recordedAt: '2026-03-31T10:00:00.125Z',
  payload: { total: '100.00', packetId: 'p-1' },
  ...change,
});
const leafOf = (entry: LogEntry) => leafHash(entry, sha256(payloadBytes(entry)), sha256);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('the hashes of the ledger log', () => {
  it('stay what they are for ever', () => {
    const leaf = leafOf(anEntry());
    expect(hex(leaf)).toMatchInlineSnapshot(
      `"ca26181b90399774270d11392fcab297314041b280f64e19055c099e0ef3e8a9"`,
    );
    const genesis = genesisHash('recoup', sha256);
    expect(hex(genesis)).toMatchInlineSnapshot(
      `"26938d5194fce9ff8be6be9e4a491aa6da5b092f7abcc49d2bda7520f00b2bf1"`,
    );
    expect(hex(sealHash(1n, leaf, genesis, sha256))).toMatchInlineSnapshot(
      `"f742fa12a156991a42413ea81c276646e087778ecf000e77bde5d2a23fc02fad"`,
    );
  });

  it('differ for entries whose fields run into each other', () => {
    expect(leafOf(anEntry({ type: 'ab', actor: 'c' }))).not.toEqual(
      leafOf(anEntry({ type: 'a', actor: 'bc' })),
    );
  });

  it.each<[string, Partial<LogEntry>]>([
    ['the ledger', { ledgerId: 'recoup-2' }],
    ['who did it', { actor: 'eve' }],
    ['when it happened', { occurredAt: '2026-03-31T10:00:00.001Z' }],
    ['when it was written down', { recordedAt: '2026-03-31T10:00:00.126Z' }],
    ['what it says', { payload: { total: '100.01', packetId: 'p-1' } }],
  ])('cover %s', (_what, change) => {
    expect(leafOf(anEntry(change))).not.toEqual(leafOf(anEntry()));
  });

  it('begin with the ledger, so that two ledgers have no head in common', () => {
    expect(genesisHash('recoup', sha256)).not.toEqual(genesisHash('recoup-2', sha256));
  });

  it('do not depend on the order in which a payload was written down', () => {
    expect(leafOf(anEntry({ payload: { packetId: 'p-1', total: '100.00' } }))).toEqual(leafOf(anEntry()));
  });
});
