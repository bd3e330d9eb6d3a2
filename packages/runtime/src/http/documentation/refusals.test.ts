import { expect, it } from 'vitest';
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { checkRefusal, refusalsOf } from './refusals.ts';

const notAsked = () => {
  throw new Error('only described here');
};

const codesOf = (one: Parameters<typeof refusalsOf>[0]) =>
  refusalsOf(one).map(({ status, code }) => `${status} ${code}`);

const list = endpoint({
  method: 'get',
  path: '/v1/notes',
  summary: 'Notes',
  access: 'signed-in',
  answer: z.object({}),
  handle: notAsked,
});

const everyRequest = [
  '400 INVALID_INPUT',
  '401 NOT_SIGNED_IN',
  '403 UNKNOWN_PERSON',
  '500 INTERNAL',
  '503 TRY_AGAIN',
  '503 SIGN_IN_UNAVAILABLE',
];

it('names what every request may meet with, and no more where an endpoint has no parts', () => {
  expect(codesOf(list)).toEqual(everyRequest);
});

it('names what the parts of an endpoint make possible, and what it refuses by itself, each once', () => {
  const change = endpoint({
    method: 'post',
    path: '/v1/notes/{id}/picture',
    summary: 'Keep a picture',
    access: { anyOf: ['WRITER'] },
    params: z.strictObject({ id: z.uuid() }),
    ifMatch: true,
    body: { upload: { maxBytes: 1, contentTypes: ['image/png'] } },
    answer: 'nothing',
    refuses: [
      { status: 409, code: 'PICTURE_TAKEN' },
      { status: 404, code: 'NOT_FOUND' },
    ],
    handle: notAsked,
  });
  expect(codesOf(change).filter((one) => !everyRequest.includes(one))).toEqual([
    '400 IDEMPOTENCY_KEY_REQUIRED',
    '403 ROLE_REQUIRED',
    '404 NOT_FOUND',
    '409 PICTURE_TAKEN',
    '412 STALE_VERSION',
    '413 TOO_LARGE',
    '415 UNSUPPORTED_MEDIA_TYPE',
    '422 IDEMPOTENCY_KEY_REUSED',
    '428 IF_MATCH_REQUIRED',
  ]);
  expect(codesOf({ ...change, changesNothing: true })).not.toContain('422 IDEMPOTENCY_KEY_REUSED');
});

it('names a missing role only where the decision asks for one', () => {
  const decided = (roles: readonly string[]) => codesOf({ ...list, access: { roles, decided: 'Us.' } });
  expect(decided(['WRITER'])).toContain('403 ROLE_REQUIRED');
  expect(decided([])).not.toContain('403 ROLE_REQUIRED');
});

it('finds a problem that the document of an endpoint does not name', () => {
  const detail = 'Another note has this name';
  expect(() => checkRefusal(list, { status: 400, code: 'INVALID_INPUT', detail })).not.toThrow();
  expect(() => checkRefusal(list, { status: 409, code: 'NAME_TAKEN', detail })).toThrow(
    'GET /v1/notes answers 409 NAME_TAKEN',
  );
  expect(() => checkRefusal(list, { status: 409, code: 'INVALID_INPUT', detail })).toThrow();
});
