import { describe, expect, it } from 'vitest';
import { compareWhenQuiescent } from './await-quiescence.ts';
import type { Comparison } from './control-totals.ts';

const holds: Comparison = { lines: [], broken: 0, onlyDiffers: true, underWay: 0 };
const differs = (underWay: number | undefined): Comparison => ({ ...holds, broken: 1, underWay });

/** Gives the answers one after another, the last one for ever. */
const answering = (...answers: readonly Comparison[]) => {
  let asked = 0;
  return {
    ask: async () => answers[Math.min(asked++, answers.length - 1)] ?? holds,
    asked: () => asked,
  };
};

const progress: string[] = [];
const check = (ask: () => Promise<Comparison>, waitMs = 10_000) =>
  compareWhenQuiescent(ask, (line) => progress.push(line), waitMs, 1);

describe('a comparison of what services count', () => {
  it('waits for events that are under way before it compares', async () => {
    const line = answering(differs(2_000), differs(3), holds);
    expect(await check(line.ask)).toEqual(holds);
    expect(progress[0]).toMatch('2000 events are under way');
  });

  it('reports a difference that stays when everything has arrived', async () => {
    const line = answering(differs(1), differs(0));
    expect(await check(line.ask)).toEqual(differs(0));
    expect(line.asked()).toBe(3);
  });

  it('asks once more when an event slipped between two counts', async () => {
    expect(await check(answering(differs(0), holds).ask)).toEqual(holds);
  });

  it('does not wait for ever for events that do not arrive', async () => {
    expect(await check(answering(differs(5)).ask, 20)).toEqual(differs(5));
  });

  it('reports at once what a service says of itself, and what it cannot know', async () => {
    const brokenItself = { ...differs(9), onlyDiffers: false };
    expect(await check(answering(brokenItself, holds).ask)).toEqual(brokenItself);
    expect(await check(answering(differs(undefined), holds).ask)).toEqual(differs(undefined));
  });
});
