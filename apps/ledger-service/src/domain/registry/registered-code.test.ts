import { expect, it } from 'vitest';
import { toRegistered } from './registered-code.ts';

const registered = toRegistered(['FR01', 'Group France', 'UK-01']);

it.each([
  ['FR01', 'FR01'],
  ['fr01', 'FR01'],
  [' FR01 ', 'FR01'],
  ['ＦＲ０１', 'FR01'],
  ['group  FRANCE', 'Group France'],
  ['UK\u201101', 'UK-01'],
  ['FR1', 'FR1'],
  ['FR 01', 'FR 01'],
])('takes %j for %j', (written, code) => {
  expect(registered(written)).toBe(code);
});
