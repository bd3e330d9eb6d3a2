import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { anExport, purgedBy } from './exported-log.fixture.ts';
import { chainStart, type ExportedEntry, followEntry } from './log-chain.ts';

const verify = (entries: readonly ExportedEntry[], ledgerId = 'recoup'): string => {
  let point = chainStart(ledgerId);
  for (const entry of entries) {
    const next = followEntry(point, entry);
    if (typeof next === 'string') return `${next} at ${entry.seq}`;
    point = next;
  }
  return `${point.seq} verified`;
};

describe('the verifier', () => {
  const three = anExport(['ann', 'bob', 'cyd']).entries;
  const change = (seq: string, to: Partial<ExportedEntry>) =>
    three.map((entry) => (entry.seq === seq ? { ...entry, ...to } : entry));
  const raised = Buffer.from('{"total":"999.00"}');

  it('accepts a log nobody touched', () => {
    expect(verify(three)).toBe('3 verified');
  });

  it('accepts a log of which bytes were purged', () => {
    const purged = three.map((entry) => (entry.seq === '2' ? purgedBy('Odette', entry) : entry));
    expect(verify(purged)).toBe('3 verified');
  });

  it.each<[string, readonly ExportedEntry[], string]>([
    ['an amount was changed', change('2', { bytes: raised.toString('base64') }), 'entry-changed at 2'],
    [
      'an amount was changed together with the hash of the bytes',
      change('2', {
        bytes: raised.toString('base64'),
        bytesHash: createHash('sha256').update(raised).digest('hex'),
      }),
      'entry-changed at 2',
    ],
    ['an actor was changed', change('2', { actor: 'eve' }), 'entry-changed at 2'],
    [
      'an actor was changed whose bytes are purged',
      change('2', { actor: 'eve', bytes: null }),
      'entry-changed at 2',
    ],
    [
      'the time of an act was changed',
      change('2', { occurredAt: '2026-04-01T10:00:00.000Z' }),
      'entry-changed at 2',
    ],
    [
      'the time of recording was changed',
      change('2', { recordedAt: '2026-03-31T10:00:00.126Z' }),
      'entry-changed at 2',
    ],
    ['an entry is said to be of another ledger', change('2', { ledgerId: 'other' }), 'other-ledger at 2'],
    ['bytes are gone without a word', change('2', { bytes: null }), 'purge-unsaid at 2'],
    ['an entry was taken out', three.filter((entry) => entry.seq !== '2'), 'number-missing at 3'],
    ['the first was taken out', three.slice(1), 'number-missing at 2'],
    [
      'an entry was put in',
      [...three, ...three.slice(2).map((entry) => ({ ...entry, seq: '4' }))],
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

  it('does not take the log of one ledger for that of another, whatever its entries say', () => {
    const renamed = three.map((entry) => ({ ...entry, ledgerId: 'other' }));
    expect(verify(three, 'other')).toBe('other-ledger at 1');
    expect(verify(renamed, 'other')).toBe('entry-changed at 1');
    const own = anExport(['ann'], 'other').entries;
    expect(
      verify(
        own.map((entry) => ({ ...entry, prevHash: three[0]?.prevHash ?? '' })),
        'other',
      ),
    ).toBe('chain-broken at 1');
  });
});
