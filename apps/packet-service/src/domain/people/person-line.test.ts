import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { expect, it } from 'vitest';
import { isMailAddress } from './person-line.ts';

it.each([
  ['ann@example.test', true],
  ["o'neill+it@mail.example.test", true],
  ['ann@localhost', false],
  ['ann', false],
  ['ann@example..test', false],
  ['.ann@example.test', false],
  ['a..nn@example.test', false],
  ['änn@example.test', false],
  ['Ann <ann@example.test>', false],
  ['', false],
])('%j is a mail address, for us and for the contract that publishes it: %s', (text, fits) => {
  expect(isMailAddress(text)).toBe(fits);
  expect(PersonChangedV1.data.shape.email.safeParse(text).success).toBe(fits);
});
