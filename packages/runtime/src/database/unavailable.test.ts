import { expect, it } from 'vitest';
import { isDatabaseUnavailable } from './unavailable.ts';

const withCode = (code: string) => Object.assign(new Error('refused'), { code });

it.each([
  '08006',
  '25006',
  '25P03',
  '28000',
  '28P01',
  '3D000',
  '40001',
  '53100',
  '53200',
  '53300',
  '55P03',
  '57014',
  '57P01',
  '58030',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])('is known by the code %s, however deep it lies', (code) => {
  expect(isDatabaseUnavailable(new Error('outer', { cause: withCode(code) }))).toBe(true);
});

it.each([
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
])('is known by the words of a client without a connection: %s', (message) => {
  expect(isDatabaseUnavailable(new Error('outer', { cause: new Error(message) }))).toBe(true);
});

it.each(['23505', '22P02', '42501', '42P01', '42703', 'XX000', 'XX001', 'XX002'])(
  'is not what the code %s says, after which trying again is of no use',
  (code) => {
    expect(isDatabaseUnavailable(withCode(code))).toBe(false);
  },
);

it.each(['ENOENT', 'ENOSPC', 'EACCES', 'EMFILE'])('is not what %s says of a file', (code) => {
  expect(isDatabaseUnavailable(withCode(code))).toBe(false);
});

it.each([withCode('ERR_INVALID_ARG_TYPE'), new TypeError('x is not a function'), 'text', undefined])(
  'is not the fault of the database that %s',
  (error) => {
    expect(isDatabaseUnavailable(error)).toBe(false);
  },
);
