import { expect, it } from 'vitest';
import { isDatabaseUnavailable } from './unavailable.ts';

const withCode = (code: string) => Object.assign(new Error('refused'), { code });

it.each(['08006', '40001', '53300', '55P03', '57P01', '25P03', '58030', 'ECONNRESET', 'EAI_AGAIN'])(
  'is known by the code %s, however deep it lies',
  (code) => {
    expect(isDatabaseUnavailable(new Error('outer', { cause: withCode(code) }))).toBe(true);
  },
);

it.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
])('is known by the words of a client without a connection: %s', (message) => {
  expect(isDatabaseUnavailable(new Error('outer', { cause: new Error(message) }))).toBe(true);
});

it.each([
  withCode('23505'),
  withCode('22P02'),
  withCode('ERR_INVALID_ARG_TYPE'),
  new TypeError('x is not a function'),
  'text',
  undefined,
])('is not the fault of the database that %s', (error) => {
  expect(isDatabaseUnavailable(error)).toBe(false);
});
