import { seededRandom } from '@recoup/local/seeded-random';
import { describe, expect, it } from 'vitest';
import { randomRun, rounds, withinMs } from './random-run.ts';

const drawn = (random: { readonly below: (below: number) => number }) =>
  Array.from({ length: 5 }, () => random.below(1_000_000));

const printedBy = (environment: Readonly<Record<string, string>>) => {
  const lines: string[] = [];
  const run = randomRun('writers at work', { environment, print: (line) => lines.push(line) });
  return { run, lines };
};

describe('a random run', () => {
  it('prints the seed that it uses, and how to repeat it', () => {
    const { run, lines } = printedBy({});
    const [, printed = ''] = /^writers at work: SEED=(\d+) repeats this$/.exec(lines.join('\n')) ?? [];
    expect(run.seed).toBe(Number(printed));
    expect(drawn(run.random)).toEqual(drawn(seededRandom(Number(printed))));
  });

  it('takes the seed that it is given, and prints that', () => {
    const { run, lines } = printedBy({ SEED: '4711' });
    expect(lines).toEqual(['writers at work: SEED=4711 repeats this']);
    expect(run.seed).toBe(4711);
    expect(drawn(run.random)).toEqual(drawn(seededRandom(4711)));
  });

  it('is another one each time', () => {
    const seeds = new Set(Array.from({ length: 20 }, () => printedBy({}).run.seed));
    expect(seeds.size).toBeGreaterThan(1);
    expect(Math.min(...seeds)).toBeGreaterThan(0);
  });

  it.each(['', '0', '-1', '1.5', 'again', '4711 '])('takes no seed of "%s"', (SEED) => {
    expect(() => printedBy({ SEED })).toThrow('SEED is a whole number from 1 on');
  });
});

describe('rounds and limits of time', () => {
  it('are as written in a usual run', () => {
    expect([rounds(20, {}), withinMs(60_000, {})]).toEqual([20, 60_000]);
  });

  it('are so many times as many in a long one', () => {
    const environment = { LONG_RUNS: '10' };
    expect([rounds(20, environment), withinMs(60_000, environment)]).toEqual([200, 600_000]);
  });

  it.each(['', '0', '-1', '2.5', 'yes'])('are not "%s" times as many', (LONG_RUNS) => {
    expect(() => rounds(20, { LONG_RUNS })).toThrow('LONG_RUNS is a whole number from 1 on');
  });
});
