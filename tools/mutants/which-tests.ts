import { dirname } from 'node:path';

/** Patterns of the tests that are run for the sources of a path: those asked for, by themselves those beside it and below. */
export const whichTests = (path: string, asked: readonly string[]): readonly string[] =>
  (asked.length > 0 ? asked : [path.endsWith('.ts') ? dirname(path) : path]).map((one) =>
    one.endsWith('.ts') ? one : `${one}/**/*.test.ts`,
  );
