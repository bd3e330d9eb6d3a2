import { expect, it } from 'vitest';
import { whichTests } from './which-tests.ts';

it('runs the tests in the folder of a file and below, and all of a folder', () => {
  expect(whichTests('packages/runtime/src/inbox/inbox.ts', [])).toEqual([
    'packages/runtime/src/inbox/**/*.test.ts',
  ]);
  expect(whichTests('packages/domain/src', [])).toEqual(['packages/domain/src/**/*.test.ts']);
});

it('runs those that were asked for instead: a test itself, or whatever tests a folder has', () => {
  const asked = ['packages/runtime/src/consumer', 'packages/runtime/src/inbox/inbox.int.test.ts'];
  expect(whichTests('packages/runtime/src/inbox/inbox.ts', asked)).toEqual([
    'packages/runtime/src/consumer/**/*.test.ts',
    'packages/runtime/src/inbox/inbox.int.test.ts',
  ]);
});
