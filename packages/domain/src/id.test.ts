import { expect, it } from 'vitest';
import { uuidV7 } from './id.ts';

it('carries the time, the version and the variant of RFC 9562', () => {
  expect(uuidV7(0x017f22e279b0, new Uint8Array(10).fill(0xff))).toBe('017f22e2-79b0-7fff-bfff-ffffffffffff');
});

it('sorts by time', () => {
  const random = new Uint8Array(10).fill(7);
  expect(uuidV7(1_000, random) < uuidV7(1_001, random)).toBe(true);
});
