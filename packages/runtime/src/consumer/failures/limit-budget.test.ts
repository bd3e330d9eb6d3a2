import { expect, it } from 'vitest';
import { limitBudget } from './limit-budget.ts';

it('is exhausted for an event by both its number of tries and the time they took, counted for each event by itself', () => {
  const budget = limitBudget({ tries: 3, ms: 1_000 });
  expect(budget.isExhausted('7', 0)).toBe(false);
  expect(budget.isExhausted('7', 2_000)).toBe(false);
  expect(budget.isExhausted('8', 2_000)).toBe(false);
  expect(budget.isExhausted('7', 2_001)).toBe(true);
});

it('is not exhausted by many tries within a short time, and starts again once the event went through', () => {
  const budget = limitBudget({ tries: 2, ms: 1_000 });
  for (const now of [5_000, 5_010, 5_020, 5_999]) expect(budget.isExhausted('7', now)).toBe(false);
  expect(budget.isExhausted('7', 6_000)).toBe(true);
  budget.forget('7');
  expect(budget.isExhausted('7', 9_000)).toBe(false);
});
