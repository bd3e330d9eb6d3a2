import { expect, it } from 'vitest';
import { versionSeen } from './preconditions.ts';
import { ProblemError } from './problem.ts';

const refusalOf = (header: string | undefined) => {
  try {
    return versionSeen(header);
  } catch (error) {
    return error instanceof ProblemError ? error.problem.status : error;
  }
};

it.each([
  ['"1"', 1],
  [' "17" ', 17],
  ['"999999999"', 999_999_999],
])('reads the version in %s', (header, version) => {
  expect(versionSeen(header)).toBe(version);
});

it.each(['"0"', '"00"', '"01"', '1', '"-1"', '"1.5"', '"9999999999"', 'W/"1"', '"1", "2"', '*', ''])(
  'refuses %s, which is no version of anything',
  (header) => {
    expect(refusalOf(header)).toBe(400);
  },
);

it('asks for the header where it is missing', () => {
  expect(refusalOf(undefined)).toBe(428);
});
