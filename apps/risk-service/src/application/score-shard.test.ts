import { describe, expect, it } from 'vitest';
import { day } from '../domain/score/invoice.fixture.ts';
import type { AccountId } from '../domain/score/invoice.ts';
import type { ShardFindings, SyncShards } from '../ports/sync-shards.ts';
import { scoreShard } from './score-shard.ts';
import { anAccount, anOpenItem, noon, scoringOf, today } from './scoring.fixture.ts';

const items = [
  anOpenItem('1', anAccount('a'), '2026-03-20'),
  anOpenItem('2', anAccount('b'), '2026-04-10'),
  anOpenItem('3', anAccount('c'), '2026-01-10'),
];
const shard = {
  shardId: 'shard-1',
  syncId: 'sync-1',
  asOf: today,
  firstAccount: anAccount('a'),
  lastAccount: anAccount('b'),
};

/** One shard of one run, in memory. */
const runOf = (accounts: readonly AccountId[]) => {
  const done = new Map<string, ShardFindings & { readonly by: string }>();
  let underWay = true;
  const shards: SyncShards = {
    claim: async (shardId) => !done.has(shardId),
    accounts: async (first, last) => accounts.filter((account) => first <= account && account <= last),
    isUnderWay: async () => underWay,
    complete: async (shardId, { at, ...findings }) => void done.set(shardId, findings),
  };
  const end = () => {
    underWay = false;
  };
  return { shards, done, end };
};
const scorerOf = () => {
  const risk = scoringOf(items);
  const run = runOf(items.map(({ invoice }) => invoice.accountId));
  return { ...risk, ...run, score: scoreShard(risk.store, run.shards, risk.rescore, () => noon, 'scorer-1') };
};

describe('a shard of the daily sync', () => {
  it('scores its own accounts and counts what it found', async () => {
    const { score, bandOf, done } = scorerOf();
    await score(shard);
    expect(items.map(bandOf)).toEqual(['high', 'low', undefined]);
    expect(done.get('shard-1')).toEqual({
      receivablesDone: 2,
      scoresChanged: 2,
      bandsChanged: 0,
      casesOpened: 1,
      by: 'scorer-1',
    });
  });

  it('counts a band that only time has changed, on the day of its run', async () => {
    const { score, done } = scorerOf();
    await score(shard);
    await score({ ...shard, shardId: 'shard-2', asOf: day('2026-05-25') });
    expect(done.get('shard-2')).toMatchObject({ scoresChanged: 2, bandsChanged: 1, casesOpened: 1 });
  });

  it('is passed over when it was done before', async () => {
    const { score, events, done } = scorerOf();
    await score(shard);
    const before = [...events];
    await score({ ...shard, asOf: day('2026-05-25') });
    expect(events).toEqual(before);
    expect(done.get('shard-1')?.casesOpened).toBe(1);
  });

  it('is passed over when its run has ended, so that an older day never overwrites a newer one', async () => {
    const { score, bandOf, done, end } = scorerOf();
    end();
    await score(shard);
    expect(items.map(bandOf)).toEqual([undefined, undefined, undefined]);
    expect(done.size).toBe(0);
  });
});
