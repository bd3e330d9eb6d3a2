import { expect, it } from 'vitest';
import { inKey, postingKey } from './posting-key.ts';

const packetId = '0198c3f2-7c1e-7d3a-9b5e-3f2a1c4d5e6f';

it.each([
  ['WRITE_OFF', 1, 'WO-0198c3f27c1e7d3a9b5e3f2a1c4d5e6f-USD-3-E-1'],
  ['WRITE_OFF', 2, 'WO-0198c3f27c1e7d3a9b5e3f2a1c4d5e6f-USD-3-E-2'],
  ['RECOVERY', 1, 'WO-0198c3f27c1e7d3a9b5e3f2a1c4d5e6f-USD-3-R-1'],
  ['CORRECTION', 1, 'WO-0198c3f27c1e7d3a9b5e3f2a1c4d5e6f-USD-3-R-1'],
] as const)(
  'the key of %s number %i says packet, currency, subsidiary and direction',
  (kind, number, key) => {
    expect(postingKey(packetId, 'USD', '3', kind, number)).toBe(key);
  },
);

it('an entity stands in a key with the letters, digits, underscores and hyphens that it has', () => {
  expect(['US01', 'us_01-b', 'Ü S/01', ' '].map(inKey)).toEqual(['US01', 'us_01-b', 'S01', '']);
});
