import { expect, it } from 'vitest';
import { ProblemError } from '../problem.ts';
import { fingerprintOf, idempotencyKeyOf } from './idempotency.ts';

const refusalOf = (header: string | undefined) => {
  try {
    return idempotencyKeyOf(header);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { status, code, detail, errors } = error.problem;
    return { status, code, detail, errors };
  }
};

it.each(['12345678', '!'.repeat(255), '0197a2b4-77aa-7000-8000-000000000001'])(
  'takes a usable key (%#)',
  (key) => {
    expect(idempotencyKeyOf(key)).toBe(key);
  },
);

it('asks for a key that is missing', () => {
  expect(refusalOf(undefined)).toEqual({
    status: 400,
    code: 'IDEMPOTENCY_KEY_REQUIRED',
    detail: expect.stringMatching(/^Send an Idempotency-Key of 8 to 255 printable ASCII characters/),
    errors: [{ pointer: 'header/Idempotency-Key', code: 'REQUIRED', message: 'is required' }],
  });
});

it.each(['', 'd1', '!'.repeat(256), 'two words', 'größer als'])(
  'says of a key that is there and cannot be used what one must be (%#)',
  (key) => {
    expect(refusalOf(key)).toEqual({
      status: 400,
      code: 'INVALID_INPUT',
      detail: 'Idempotency-Key must be 8 to 255 printable ASCII characters without spaces',
      errors: [
        {
          pointer: 'header/Idempotency-Key',
          code: 'INVALID_FORMAT',
          message: 'must be 8 to 255 printable ASCII characters without spaces',
        },
      ],
    });
  },
);

it('tells requests apart by method, address, version seen and body, and the same one never', () => {
  const prints = [
    fingerprintOf('POST', '/v1/notes', undefined, '{}'),
    fingerprintOf('PUT', '/v1/notes', undefined, '{}'),
    fingerprintOf('POST', '/v1/songs', undefined, '{}'),
    fingerprintOf('POST', '/v1/notes', 3, '{}'),
    fingerprintOf('POST', '/v1/notes', 4, '{}'),
    fingerprintOf('POST', '/v1/notes', undefined, '{"turn":1}'),
  ];
  expect(new Set(prints).size).toBe(prints.length);
  expect(fingerprintOf('POST', '/v1/notes', undefined, '{}')).toBe(
    '2d43b7ced53d6b452d5e7954524b3cc2532033e12f938c9be89d1483fde91af6',
  );
});
