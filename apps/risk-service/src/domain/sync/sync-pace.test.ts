import { expect, it } from 'vitest';
import { paceOf } from './sync-pace.ts';

const noon = new Date('2026-04-23T12:00:00Z');
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const run = (receivables: number, receivablesDone: number) => ({ receivables, receivablesDone });

it('says nothing about a run of which nothing is done', () => {
  expect(paceOf(run(900, 0), noon, null, after(5))).toEqual({
    receivablesPerSecond: null,
    secondsLeft: null,
  });
});

it('is how many receivables are scored each second, and so how long the rest takes', () => {
  expect(paceOf(run(900, 300), noon, null, after(10))).toEqual({ receivablesPerSecond: 30, secondsLeft: 20 });
});

it('has no time left when more was done than was planned, since receivables came meanwhile', () => {
  expect(paceOf(run(900, 950), noon, null, after(10)).secondsLeft).toBe(0);
});

it('keeps the rate of a run that has ended, however long ago', () => {
  expect(paceOf(run(900, 900), noon, after(30), after(3_600))).toEqual({
    receivablesPerSecond: 30,
    secondsLeft: 0,
  });
});

it('never divides by an instant', () => {
  expect(paceOf(run(5, 5), noon, noon, noon)).toEqual({ receivablesPerSecond: 5_000, secondsLeft: 0 });
});
