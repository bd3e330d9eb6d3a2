import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startWatchdog } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Member = {
  readonly lag?: () => Promise<number>;
  readonly partsEnded?: () => number;
  readonly partsUnderWay?: number;
};

/** What the watchdog says of a member within so many seconds. By itself a member has messages waiting and takes none. */
const saidWithin = async (seconds: number, member: Member = {}) => {
  const { lag = async () => 7, partsEnded = () => 3, partsUnderWay = 0 } = member;
  const reasons: string[] = [];
  const dog = startWatchdog({
    lag,
    partsEnded,
    partsUnderWay: () => partsUnderWay,
    onStuck: (one) => reasons.push(one),
  });
  await vi.advanceTimersByTimeAsync(seconds * 1_000);
  dog.stop();
  return reasons;
};

it('reports a member whose messages wait while it takes none for a minute', async () => {
  expect(await saidWithin(60)).toEqual([]);
  expect((await saidWithin(80))[0]).toContain('7 messages wait');
});

it('leaves alone a member that takes batches, has nothing to take, or reaches no broker', async () => {
  let taken = 0;
  const takingBatches = () => {
    taken += 1;
    return taken;
  };
  expect(await saidWithin(600, { partsEnded: takingBatches })).toEqual([]);
  expect(await saidWithin(600, { lag: async () => 0 })).toEqual([]);
  expect(await saidWithin(600, { lag: () => Promise.reject(new Error('no broker')) })).toEqual([]);
});

it('leaves a long part under way five times as long, and no longer', async () => {
  expect(await saidWithin(300, { partsUnderWay: 1 })).toEqual([]);
  expect(await saidWithin(320, { partsUnderWay: 1 })).not.toEqual([]);
});
