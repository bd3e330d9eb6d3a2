import { expect, it } from 'vitest';
import { toTimeZone } from './time-zone.ts';

it.each([
  ['Europe/Paris', 'Europe/Paris'],
  ['europe/paris', 'Europe/Paris'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['asia/CALCUTTA', 'Asia/Calcutta'],
  ['asia/ho_chi_minh', 'Asia/Ho_Chi_Minh'],
  ['us/pacific', 'US/Pacific'],
  ['australia/nsw', 'Australia/NSW'],
  ['america/argentina/comodrivadavia', 'America/Argentina/ComodRivadavia'],
  ['etc/utc', 'Etc/UTC'],
  ['EST', undefined],
  ['GB-Eire', undefined],
  ['Etc/GMT+5', undefined],
  ['utc', 'UTC'],
  ['+05:30', undefined],
  ['-08', undefined],
  ['Europe/Atlantis', undefined],
  ['', undefined],
])('of %j is %s', (text, zone) => {
  expect(toTimeZone(text)).toBe(zone);
});
