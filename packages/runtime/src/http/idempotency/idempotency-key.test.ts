import { expect, it } from 'vitest';
import { ProblemError } from '../problem.ts';
import { idempotencyKeyOf } from './idempotency.ts';

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
