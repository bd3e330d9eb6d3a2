import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startWatchdog } from './watchdog.ts';

const watched = async (lag: () => Promise<number>, partsEnded: () => number, partsUnderWay = 0, ms = 200) => {
  const reasons: string[] = [];
  const dog = startWatchdog({
    lag,
    partsEnded,
    partsUnderWay: () => partsUnderWay,
    limitMs: 60,
    everyMs: 10,
    onStuck: (one) => reasons.push(one),
  });
  await pause(ms);
  dog.stop();
  return reasons;
};

it('reports a member whose messages wait while it takes none', async () => {
  const [reason] = await watched(
    async () => 7,
    () => 3,
  );
  expect(reason).toContain('7 messages wait');
});

it('leaves alone a member that takes batches, has nothing to take, or reaches no broker', async () => {
  let taken = 0;
  expect(
    await watched(
      async () => 7,
      () => {
        taken += 1;
        return taken;
      },
    ),
  ).toEqual([]);
  expect(
    await watched(
      async () => 0,
      () => 3,
    ),
  ).toEqual([]);
  expect(
    await watched(
      () => Promise.reject(new Error('no broker')),
      () => 3,
    ),
  ).toEqual([]);
});

it('leaves a long part under way five times as long, and no longer', async () => {
  const waits = async () => 7;
  const none = () => 3;
  expect(await watched(waits, none, 1, 150)).toEqual([]);
  expect(await watched(waits, none, 1, 600)).not.toEqual([]);
});
