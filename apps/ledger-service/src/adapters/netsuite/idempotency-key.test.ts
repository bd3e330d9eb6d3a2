import { expect, it } from 'vitest';
import { idempotencyKey } from './idempotency-key.ts';

it('is the UUID of version 5 that everybody makes of the same text', () => {
  expect(idempotencyKey('http://example.com/')).toBe('0a300ee9-f9e4-5697-a51a-efc7fafaba67');
});
