import { expect, it } from 'vitest';
import * as z from 'zod';
import { ProblemError } from '../problem.ts';
import { parsePart } from './parse.ts';

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
    { pointer: '/reason', code: 'INVALID_TYPE', message: 'must be text, not null' },
    {
      pointer: '/why',
      code: 'UNKNOWN_FIELD',
      message: 'is not a known field; remove it or correct its name',
    },
  ]);
});

it.each([
  [z.string().max(2), 'abc', 'must have at most 2 characters'],
  [z.string().min(1), '', 'must not be empty'],
  [z.array(z.string()).min(2), ['a'], 'must have at least 2 items'],
  [z.coerce.number().int().max(500), '501', 'must be at most 500'],
  [z.coerce.number().int(), '1.5', 'must be a whole number'],
  [z.number().positive(), 0, 'must be more than 0'],
  [z.enum(['dead', 'replayed']), 'gone', 'must be one of dead, replayed'],
  [z.enum(['dead', 'replayed']), undefined, 'is required and must be one of dead, replayed'],
  [z.uuid(), 'x', 'must be a UUID'],
  [z.iso.date(), '2026-02-30', 'must be an existing date such as 2026-03-31'],
  [z.string().regex(/^[A-Z]{3}$/), 'usd', 'must be text that matches /^[A-Z]{3}$/'],
  [z.string().refine(() => false, 'must be a name of ours'), 'x', 'must be a name of ours'],
])('says what a field must be (%#)', (schema, value, message) => {
  const read = () => parsePart(z.object({ field: schema }), { field: value }, 'query');
  expect(read).toThrow(`: field ${message}`);
});
