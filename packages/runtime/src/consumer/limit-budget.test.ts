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
  for (const now of [0, 10, 20, 999]) expect(budget.isExhausted('7', now)).toBe(false);
  budget.forget('7');
  expect(budget.isExhausted('7', 5_000)).toBe(false);
});
