import { expect, it } from 'vitest';
import { inKey, postingKey, recoveryKey } from './posting-key.ts';

const packetId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';
const key = 'WO-0198c3f27c1e7d3a9b5e3f2a1c4d5e6f-USD';

it('the key of a document says packet, currency, subsidiary and which of them it is', () => {
  expect(postingKey(packetId, 'USD', '3', 1)).toBe(`${key}-3-E-1`);
  expect(postingKey(packetId, 'USD', '3', 2)).toBe(`${key}-3-E-2`);
});

it.each([
  [`${key}-3-E-1`, `${key}-3-R-1`],
  [`${key}-3-E-1-2`, `${key}-3-R-1-2`],
  [`${key}-UK-E-1-E-12`, `${key}-UK-E-1-R-12`],
])('what takes %s back has the key %s', (executed, recovered) => {
  expect(recoveryKey(executed)).toBe(recovered);
});

it('only the document of a write-off is taken back', () => {
  expect(() => recoveryKey(`${key}-3-R-1`)).toThrow('is not the key of a write-off');
});

it('an entity stands in a key with the letters, digits, underscores and hyphens that it has', () => {
  expect(['US01', 'us_01-b', 'Ü S/01', ' '].map(inKey)).toEqual(['US01', 'us_01-b', 'S01', '']);
});
