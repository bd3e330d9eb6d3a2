import { expect, it } from 'vitest';
import { interleaved, median } from './interleaved.ts';

it('lets the contenders take turns, each prepared before it runs', async () => {
  const done: string[] = [];
  const contender = (name: string) => ({
    name,
    prepare: async () => void done.push(`prepare ${name}`),
    run: async () => void done.push(name),
  });
  await interleaved([contender('limit'), contender('ours')], 2, () => undefined);
  expect(done).toEqual([
    'prepare limit',
    'limit',
    'prepare ours',
    'ours',
    'prepare ours',
    'ours',
    'prepare limit',
    'limit',
  ]);
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 2, 3], 2.5],
  [[7], 7],
])('takes the middle of %j', (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});
