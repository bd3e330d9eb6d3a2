import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Loop, startLoop } from './loop.ts';

let loop: Loop | undefined;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(async () => {
  await loop?.stop();
  vi.useRealTimers();
});

/** A loop of a minute whose rounds fail while `failing` stands. */
const startedLoop = (state: { failing: boolean }) => {
  const seen = { rounds: 0, errors: 0 };
  loop = startLoop({
    everyMs: 60_000,
    errorPauseMs: 1_000,
    round: async () => {
      seen.rounds += 1;
      if (state.failing) throw new Error('no answer');
      return false;
    },
    onError: () => {
      seen.errors += 1;
    },
  });
  return { seen, loop };
};

it('runs at once when it is woken in its usual pause', async () => {
  const { seen, loop } = startedLoop({ failing: false });
  await vi.advanceTimersByTimeAsync(10);
  loop.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(seen).toEqual({ rounds: 2, errors: 0 });
});

it('keeps its pause after an error, however often it is woken', async () => {
  const { seen, loop } = startedLoop({ failing: true });
  for (let woken = 0; woken < 200; woken += 1) {
    loop.wake();
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(seen.rounds).toBeGreaterThan(1);
  expect(seen.rounds).toBeLessThanOrEqual(3);
  expect(seen.errors).toBe(seen.rounds);
});

it('takes up new work after the pause of an error, and is woken at once again after that', async () => {
  const state = { failing: true };
  const { seen, loop } = startedLoop(state);
  await vi.advanceTimersByTimeAsync(10);
  state.failing = false;
  await vi.advanceTimersByTimeAsync(1_200);
  expect(seen.rounds).toBe(2);
  loop.wake();
  await vi.advanceTimersByTimeAsync(10);
  expect(seen.rounds).toBe(3);
});

it('ends at once when it is stopped in the pause of an error', async () => {
  const { seen, loop } = startedLoop({ failing: true });
  await vi.advanceTimersByTimeAsync(10);
  await loop.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(seen.rounds).toBe(1);
});
