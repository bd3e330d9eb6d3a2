import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Loop } from '../loop.ts';
import { createMetrics } from '../metrics.ts';
import { beginDuty, startDuty } from './duty.ts';

const start = new Date('2026-03-31T10:00:00Z');
let loop: Loop | undefined;
beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(async () => {
  await loop?.stop();
  vi.useRealTimers();
});

const metrics = () => createMetrics('test');
/** Seconds from the start until each duty was done last, as a scrape sees it. */
const shown = async ({ registry }: ReturnType<typeof metrics>) => {
  const lines = (await registry.metrics()).matchAll(
    /^recoup_duty_last_done_seconds\{duty="(.+?)",service="test"\} (\S+)$/gm,
  );
  return Object.fromEntries(
    [...lines].map(([, duty, seconds]) => [duty, Number(seconds) - start.getTime() / 1000]),
  );
};

it('shows when a duty was done last, each under its own name', async () => {
  const measured = metrics();
  const sealed = beginDuty(measured, 'sealing');
  beginDuty(measured, 'pruning');
  await vi.advanceTimersByTimeAsync(90_000);
  sealed();
  expect(await shown(measured)).toEqual({ sealing: 90, pruning: 0 });
});

it('shows the start of one that was never done since', async () => {
  const measured = metrics();
  loop = startDuty(measured, {
    ...{ duty: 'sealing', everyMs: 60_000, pausesFirst: true, onError: () => undefined },
    round: async () => false,
  });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(await shown(measured)).toEqual({ sealing: 0 });
});

it('is done with each round that goes well, and grows old while rounds fail or do not end', async () => {
  const measured = metrics();
  const errors: unknown[] = [];
  let round = async () => false;
  loop = startDuty(measured, {
    ...{ duty: 'sealing', everyMs: 1_000, errorPauseMs: 1_000, onError: (error) => errors.push(error) },
    round: () => round(),
  });
  await vi.advanceTimersByTimeAsync(60_000);
  const { sealing: done } = await shown(measured);
  expect(done).toBeGreaterThan(58);
  expect(done).toBeLessThanOrEqual(60);

  round = () => Promise.reject(new Error('no answer'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(errors.length).toBeGreaterThan(10);
  const { sealing: failing } = await shown(measured);
  expect(failing).toBeLessThan(62);

  const waiting: ((more: boolean) => void)[] = [];
  round = () =>
    new Promise((resolve) => {
      waiting.push(resolve);
    });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await shown(measured)).toEqual({ sealing: failing });
  round = async () => false;
  for (const end of waiting) end(false);
  await vi.advanceTimersByTimeAsync(10);
  expect((await shown(measured)).sealing).toBeCloseTo(180, 0);
});

it('goes on without a pause while there may be more to do, and is woken like any loop', async () => {
  let rounds = 0;
  loop = startDuty(metrics(), {
    ...{ duty: 'sealing', everyMs: 60_000, onError: () => undefined },
    round: async () => {
      rounds += 1;
      return rounds < 3;
    },
  });
  await vi.advanceTimersByTimeAsync(10);
  expect(rounds).toBe(3);
  loop.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(rounds).toBe(4);
});
