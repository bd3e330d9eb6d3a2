import { expect, it } from 'vitest';
import { timeoutBudget } from './timeout-budget.ts';

const at = (position: string) => ({
  topic: 'recoup.notes.v1',
  partition: 3,
  position,
  key: 'note',
  headers: {},
  value: null,
});

it('is exhausted for a message by both its number of timeouts and the time they took, counted for each message by itself', () => {
  const slow = timeoutBudget({ tries: 3, ms: 1_000 });
  expect(slow.isExhausted(at('7'), 0)).toBe(false);
  expect(slow.isExhausted(at('7'), 2_000)).toBe(false);
  expect(slow.isExhausted(at('8'), 2_000)).toBe(false);
  expect(slow.isExhausted(at('7'), 2_001)).toBe(true);
});

it('is not exhausted by many timeouts within a short time, and starts again once the message went through', () => {
  const slow = timeoutBudget({ tries: 2, ms: 1_000 });
  for (const now of [0, 10, 20, 999]) expect(slow.isExhausted(at('7'), now)).toBe(false);
  slow.forget(at('7'));
  expect(slow.isExhausted(at('7'), 5_000)).toBe(false);
});
