import { expect, it } from 'vitest';
import { whoseFault } from './whose-fault.ts';

const withCode = (code: string) =>
  new Error('outer', { cause: Object.assign(new Error('refused'), { code }) });

it.each([
  ['22P02', 'a text that is no number'],
  ['22021', 'a character that cannot be kept'],
  ['23505', 'a duplicate'],
  ['23514', 'a broken check'],
  ['P0001', 'what a trigger raises'],
  ['ERR_INVALID_ARG_TYPE', 'a mistake in our code'],
  ['ERR_STREAM_DESTROYED', 'a mistake with a stream'],
  ['ABORT_ERR', 'work that our code broke off'],
  ['570141', 'a code that only begins like that of a limit'],
])('%s, %s, is the fault of the event', (code) => {
  expect(whoseFault(withCode(code))).toBe('event');
});

it.each([new TypeError('x is not a function'), new Error('the report does not fit'), 'text', undefined])(
  'what our code throws by itself is the fault of the event: %s',
  (error) => {
    expect(whoseFault(error)).toBe('event');
  },
);

it.each([
  ['57014', 'a statement that ran too long'],
  ['25P03', 'a transaction that lay idle too long'],
  ['25P04', 'a transaction that took too long'],
  ['55P03', 'a lock that was not to be had'],
  ['53200', 'memory that did not suffice'],
  ['53400', 'a limit of the configuration'],
  ['54000', 'a limit of the program'],
  ['40001', 'a serialisation failure'],
  ['40P01', 'a deadlock'],
])('%s, %s, may be the fault of the event or of a busy database', (code) => {
  expect(whoseFault(withCode(code))).toBe('limit');
});

it.each([
  ['25006', 'a primary that was demoted'],
  ['28P01', 'a password that was rotated'],
  ['28000', 'a role that may not sign in'],
  ['3D000', 'a database that is not there'],
  ['42501', 'a missing grant'],
  ['42P01', 'a missing table'],
  ['42703', 'a missing column'],
  ['XX000', 'an internal error'],
  ['XX001', 'a corrupt page'],
  ['XX002', 'a corrupt index'],
  ['08006', 'a lost connection'],
  ['53100', 'a full disk of the database'],
  ['53300', 'too many connections'],
  ['57P01', 'a database that shuts down'],
  ['58030', 'a disk that cannot be read'],
  ['ENOENT', 'a missing file'],
  ['ENOSPC', 'a full disk'],
  ['EACCES', 'a file that may not be read'],
  ['EPIPE', 'a wire that was cut'],
  ['ECONNREFUSED', 'another host that is away'],
  ['ECONNRESET', 'a connection that was cut'],
  ['EAI_AGAIN', 'a name that cannot be looked up'],
  ['E2BIG', 'a limit of the system'],
  ['99999', 'a code that nobody knows'],
  ['E22P02', 'a code that only ends like that of an event'],
  ['E57014', 'a code that only ends like that of a limit'],
])('%s, %s, is the fault of no event', (code) => {
  expect(whoseFault(withCode(code))).toBe('surroundings');
});

it.each([
  'Connection terminated unexpectedly',
  'Client has encountered a connection error and is not queryable',
  'timeout exceeded when trying to connect',
])('a client without a connection, "%s", is the fault of no event', (message) => {
  expect(whoseFault(new Error('outer', { cause: new Error(message) }))).toBe('surroundings');
});
