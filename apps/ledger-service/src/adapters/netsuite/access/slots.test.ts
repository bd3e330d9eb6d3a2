import { expect, it } from 'vitest';
import { slots } from './slots.ts';

const patient = new AbortController().signal;

it('lets so many calls run at once, and the next one when one ends', async () => {
  const { take, release } = slots(2);
  await take(patient);
  await take(patient);
  let third = false;
  const turn = take(patient).then(() => {
    third = true;
  });
  await Promise.resolve();
  expect(third).toBe(false);
  release();
  await turn;
  expect(third).toBe(true);
});

it('gives no turn to a call whose time is over, and none is lost by it', async () => {
  const { take, release } = slots(1);
  await take(patient);
  const impatient = new AbortController();
  const turn = take(impatient.signal);
  impatient.abort();
  await expect(turn).rejects.toThrow('no turn came in time');
  release();
  await take(patient);
});
