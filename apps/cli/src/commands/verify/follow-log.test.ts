import { describe, expect, it } from 'vitest';
import { anExport, purgedBy } from './exported-log.fixture.ts';
import {
  followLog,
  type KeptHead,
  type LogSource,
  type ShownHead,
  type UnsealedEntry,
} from './follow-log.ts';
import type { ExportedEntry } from './log-chain.ts';

const { entries, head } = anExport(['ann', 'bob', 'cyd']);
const early = anExport(['ann', 'bob']);
const shown: ShownHead = { ledgerId: 'recoup', seq: '3', head, unsealed: 0 };

/** A ledger that shows a head and hands out entries, two at a time. */
const ledger = (
  handedOut: readonly ExportedEntry[],
  change: Partial<ShownHead> = {},
  unsealed: readonly UnsealedEntry[] = [],
): LogSource => ({
  head: async () => ({ ...shown, ...change }),
  after: async (seq) => handedOut.filter((entry) => BigInt(entry.seq) > seq).slice(0, 2),
  unsealed: async () => unsealed,
});
const follow = (source: LogSource, kept: KeptHead | null = null) => followLog(source, kept, () => undefined);

describe('a log', () => {
  it('is followed to the head that the ledger showed first', async () => {
    const whole = {
      ledgerId: 'recoup',
      entries: 3n,
      head,
      withoutBytes: 0,
      purges: [],
      unsealed: 0,
      waiting: [],
    };
    expect(await follow(ledger(entries))).toEqual(whole);
    expect(await follow(ledger(entries, { seq: '2', head: early.head }))).toEqual({
      ...{ ...whole, entries: 2n },
      head: early.head,
    });
  });

  it('says of how many entries the bytes are gone, and how many are not sealed yet', async () => {
    const purged = entries.map((entry) => (entry.seq === '3' ? entry : purgedBy('Odette', entry)));
    expect(await follow(ledger(purged, { unsealed: 4 }))).toMatchObject({
      ...{ withoutBytes: 2, unsealed: 4 },
      purges: ['purged by Odette on 2026-05-01: request 17'],
    });
  });

  it('names the entries that wait for their seal, and is refused for one that waits for none', async () => {
    const [waiting, lost] = [true, false].map((waits) => ({
      ...{ eventId: `id-${waits}`, type: 'gl.posted' },
      waiting: waits,
    }));
    const late = waiting ? [waiting] : [];
    expect(await follow(ledger(entries, { unsealed: 1 }, late))).toMatchObject({ waiting: late });
    await expect(follow(ledger(entries, {}, lost ? [lost, ...late] : []))).rejects.toThrow(
      /wait for none.*: id-false \(gl.posted\)\.$/,
    );
  });

  it('that is empty has the head with which its ledger begins', async () => {
    const empty = anExport([]);
    expect(await follow(ledger([], { seq: '0', head: empty.head }))).toMatchObject({ entries: 0n });
    await expect(follow(ledger([], { seq: '0', head: '0'.repeat(64) }))).rejects.toThrow(/The chain ends in/);
  });

  it.each([
    ['one', entries.slice(0, 2), /ends at 2, but the ledger shows a head at 3/],
    ['all', [], /ends at 0, but the ledger shows a head at 3/],
  ])('from whose end %s was cut is refused', async (_how, left, why) => {
    await expect(follow(ledger(left))).rejects.toThrow(why);
  });

  it('that arrives at another head than is shown is refused', async () => {
    await expect(follow(ledger(entries, { head: early.head }))).rejects.toThrow(/but the ledger shows/);
  });

  it('agrees with a head that was kept, or is refused', async () => {
    expect(await follow(ledger(entries), { seq: 2n, head: early.head })).toMatchObject({ entries: 3n });
    const rewritten = anExport(['eve', 'bob', 'cyd']);
    const now = ledger(rewritten.entries, { head: rewritten.head });
    await expect(follow(now, { seq: 2n, head: early.head })).rejects.toThrow(/at 2, but .* was kept/);
  });

  it('whose seals were cut too is refused by a head that was kept', async () => {
    const cut = ledger(early.entries, { seq: '2', head: early.head });
    expect(await follow(cut)).toMatchObject({ entries: 2n });
    await expect(follow(cut, { seq: 3n, head })).rejects.toThrow(/was kept at 3, but the log .* ends at 2/);
  });
});
