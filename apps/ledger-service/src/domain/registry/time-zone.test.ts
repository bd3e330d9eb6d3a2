import { expect, it } from 'vitest';
import { toTimeZone } from './time-zone.ts';

it.each([
  ['Europe/Paris', 'Europe/Paris'],
  ['europe/paris', 'Europe/Paris'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['utc', 'UTC'],
  ['+05:30', undefined],
  ['-08', undefined],
  ['Europe/Atlantis', undefined],
  ['', undefined],
])('of %j is %s', (text, zone) => {
  expect(toTimeZone(text)).toBe(zone);
});
