import { expect, it } from 'vitest';
import { restartPauses } from './restart-pauses.ts';

const aService = () => {
  let clock = 0;
  const pauses = restartPauses(() => clock);
  return {
    /** Serves for so long and falls; answers the pause before it is started again. */
    fallsAfter: (ms: number) => {
      pauses.served();
      clock += ms;
      return pauses.fell();
    },
    /** Falls without having served. */
    fallsAtStart: (ms: number) => {
      clock += ms;
      return pauses.fell();
    },
  };
};

it('starts a service that was well again almost at once, every time', () => {
  const { fallsAfter } = aService();
  expect([fallsAfter(60_000), fallsAfter(60_000), fallsAfter(60_000)]).toEqual([500, 500, 500]);
});

it('waits longer and longer, up to half a minute, for one that falls again at once', () => {
  const { fallsAfter } = aService();
  expect(Array.from({ length: 8 }, () => fallsAfter(100))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
});

it('does not take a long start that failed for a time of health', () => {
  const { fallsAfter, fallsAtStart } = aService();
  fallsAfter(100);
  expect([fallsAtStart(60_000), fallsAtStart(60_000)]).toEqual([1_000, 2_000]);
});

it('begins anew once it was well', () => {
  const { fallsAfter } = aService();
  fallsAfter(100);
  fallsAfter(100);
  expect(fallsAfter(6_000)).toBe(500);
});
