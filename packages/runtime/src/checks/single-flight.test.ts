import { expect, it } from 'vitest';
import { singleFlight } from './single-flight.ts';

it('does the work once for all who ask while it is under way, and again for those who ask later', async () => {
  let done = 0;
  const ask = singleFlight(async () => {
    done += 1;
    return done;
  });
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(await ask()).toBe(2);
});

it('tells everybody of a failure, and tries again for those who ask later', async () => {
  let broken = true;
  const ask = singleFlight(async () => {
    if (broken) throw new Error('no answer');
    return 'answer';
  });
  expect(await Promise.allSettled([ask(), ask()])).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ]);
  broken = false;
  expect(await ask()).toBe('answer');
});
