import { expect, it } from 'vitest';
import * as z from 'zod';
import { parsePart } from './parse.ts';
import { ProblemError } from './problem.ts';

const body = z.strictObject({
  reason: z.string().min(1),
  lines: z.array(z.strictObject({ amount: z.string() })),
});

const faultsIn = (value: unknown, part: '' | 'query' = ''): unknown => {
  try {
    return parsePart(body, value, part);
  } catch (error) {
    return error instanceof ProblemError ? error.problem.errors : error;
  }
};

it('names a field that is missing as required, wherever it is', () => {
  expect(faultsIn({ lines: [{}] })).toEqual([
    { pointer: '/reason', code: 'REQUIRED', message: 'is required' },
    { pointer: '/lines/0/amount', code: 'REQUIRED', message: 'is required' },
  ]);
  expect(faultsIn(undefined)).toEqual([{ pointer: '/', code: 'REQUIRED', message: 'is required' }]);
  expect(faultsIn({ lines: [] }, 'query')).toEqual([
    { pointer: 'query/reason', code: 'REQUIRED', message: 'is required' },
  ]);
});

it('tells a wrong type and an unknown field apart from a missing one', () => {
  expect(faultsIn({ reason: null, lines: [], why: 'because' })).toEqual([
    { pointer: '/reason', code: 'INVALID_TYPE', message: expect.stringContaining('null') },
    { pointer: '/why', code: 'UNKNOWN_FIELD', message: 'this field does not exist here' },
  ]);
});
