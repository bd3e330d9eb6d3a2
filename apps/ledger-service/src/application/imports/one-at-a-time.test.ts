import { expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

it('lets its caller go on, and begins with a piece only once the one before has ended', async () => {
  const { begin, ended } = oneAtATime();
  const said: string[] = [];
  const first = Promise.withResolvers<void>();
  await begin(async () => {
    said.push('first begins');
    await first.promise;
    said.push('first ends');
  });
  said.push('caller goes on');
  const second = begin(async () => {
    said.push('second begins');
  });
  first.resolve();
  await second;
  await ended();

  expect(said).toEqual(['first begins', 'caller goes on', 'first ends', 'second begins']);
});

it('throws what a piece failed with when the next one begins, which then does not', async () => {
  const { begin, ended } = oneAtATime();
  await begin(() => Promise.reject(new Error('no space left')));
  let begun = false;
  const next = begin(async () => {
    begun = true;
  });

  await expect(next).rejects.toThrow('no space left');
  await expect(ended()).rejects.toThrow('no space left');
  expect(begun).toBe(false);
});
