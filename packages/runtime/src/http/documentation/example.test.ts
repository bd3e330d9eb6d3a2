import { expect, it } from 'vitest';
import * as z from 'zod';
import { exampleOf, withExample } from './example.ts';

const note = () =>
  z.strictObject({
    text: z
      .string()
      .max(5)
      .transform((text) => text.length),
  });

it('keeps an example that its schema takes', () => {
  expect(exampleOf(withExample(note(), { text: 'paid' }))).toEqual({ text: 'paid' });
  expect(exampleOf(note())).toBeUndefined();
});

it('takes no example that its schema refuses', () => {
  expect(() => withExample(note(), { text: 'paid in full' })).toThrow();
});
