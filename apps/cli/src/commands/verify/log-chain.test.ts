import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainStart, type ExportedEntry, followEntry } from './log-chain.ts';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
const field = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);

const anExport = (actors: readonly string[]): ExportedEntry[] => {
  let head = Buffer.alloc(32);
  return actors.map((actor, index) => {
    const payload = Buffer.from('{"total":"100.00"}');
    const fields = ['recoup', `event-${index}`, 'write-off.executed', '1', actor, '2026-03-31T10:00:00.000Z'];
    const leaf = sha256(
      Buffer.concat([Buffer.of(0), ...fields.map((text) => field(Buffer.from(text))), field(payload)]),
    );
    const entry = {
      seq: String(index + 1),
      eventId: `event-${index}`,
      ledgerId: 'recoup',
      type: 'write-off.executed',
      schemaVersion: 1,
      actor,
      occurredAt: '2026-03-31T10:00:00.000Z',
      bytes: payload.toString('base64'),
      leafHash: leaf.toString('hex'),
      prevHash: head.toString('hex'),
    };
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(index + 1));
    head = sha256(Buffer.concat([Buffer.of(1), number, leaf, head]));
    return entry;
  });
};

const verify = (entries: readonly ExportedEntry[]): string => {
  let point = chainStart;
  for (const entry of entries) {
    const next = followEntry(point, entry);
    if (typeof next === 'string') return `${next} at ${entry.seq}`;
    point = next;
  }
  return `${point.seq} verified`;
};

describe('the verifier', () => {
  const three = anExport(['ann', 'bob', 'cyd']);
  const change = (seq: string, to: Partial<ExportedEntry>) =>
    three.map((entry) => (entry.seq === seq ? { ...entry, ...to } : entry));

  it('accepts a log nobody touched', () => {
    expect(verify(three)).toBe('3 verified');
  });

  it.each<[string, ExportedEntry[], string]>([
    [
      'an amount was changed',
      change('2', { bytes: Buffer.from('{"total":"999.00"}').toString('base64') }),
      'entry-changed at 2',
    ],
    ['an actor was changed', change('2', { actor: 'eve' }), 'entry-changed at 2'],
    ['an entry was taken out', three.filter((entry) => entry.seq !== '2'), 'number-missing at 3'],
    ['the first was taken out', three.slice(1), 'number-missing at 2'],
    [
      'an entry was put in',
      [...three, { ...(three[2] ?? anExport([''])[0]), seq: '4' } as ExportedEntry],
      'chain-broken at 4',
    ],
    [
      'two changed positions and numbers',
      [three[1], three[0], three[2]].flatMap((entry, index) =>
        entry ? [{ ...entry, seq: String(index + 1) }] : [],
      ),
      'chain-broken at 1',
    ],
    ['a link was bent', change('3', { prevHash: 'f'.repeat(64) }), 'chain-broken at 3'],
  ])('the verifier names the first bad entry of the log when %s', (_what, entries, verdict) => {
    expect(verify(entries)).toBe(verdict);
  });
});
