import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpoint } from '../endpoint.ts';
import { fingerprintOf } from '../idempotency/idempotency.ts';
import { kim, seeing, seen, serving } from './router.fixture.ts';

const { call, metrics } = await serving();
const post = (path: string, headers: Record<string, string> = {}, body?: string) =>
  call(path, { method: 'POST', headers, ...(body === undefined ? {} : { body }) });
const json = { 'content-type': 'application/json' };
const uuid = /^[0-9a-f-]{36}$/;
beforeEach(() => void seen.splice(0));

describe('a request', () => {
  it('comes with its parts to the handler, on behalf of who sent it', async () => {
    const path = '/v1/notes/n-1/turns/2?colour=red';
    expect((await call(path, { headers: { 'x-request-id': 'request-1' } })).status).toBe(200);
    const cause = { actor: 'kim', correlationId: 'request-1', businessDate: '2026-03-02' };
    expect(seen).toEqual([
      {
        ...{ params: { noteId: 'n-1', turn: 2 }, query: { colour: 'red' }, body: undefined, actor: kim },
        ...{ version: undefined, requestId: 'request-1', idempotencyKey: '', cause },
        fingerprint: fingerprintOf('GET', path, undefined, ''),
      },
    ]);
  });

  it('is measured by its route, not by its address', async () => {
    await call('/v1/notes/n-7/turns/7');
    const labels = async () =>
      (await metrics.requests.get()).values.map(({ labels: { method, route, status } }) => ({
        ...{ method, route, status },
      }));
    await expect
      .poll(labels)
      .toContainEqual({ method: 'get', route: '/v1/notes/{noteId}/turns/{turn}', status: '200' });
  });

  it.each([
    ['request-1', true],
    ['x'.repeat(8), true],
    ['x'.repeat(64), true],
    ['x'.repeat(7), false],
    ['x'.repeat(65), false],
    ['two words', false],
    ['x"y"z"x"y', false],
  ])('named %s keeps its name: %s', async (name, kept) => {
    const { headers } = await call('/v1/one', { headers: { 'x-request-id': name } });
    expect(headers.get('x-request-id')).toEqual(kept ? name : expect.stringMatching(uuid));
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('for an address that is none is answered so', async () => {
    expect(await call('/v1/songs')).toMatchObject({
      status: 404,
      body: { code: 'NOT_FOUND', detail: 'This API has no GET /v1/songs' },
    });
  });

  it.each([
    ['/v1/notes/n-1/turns/x', 'path/turn'],
    ['/v1/notes/n-1/turns/2?colour=blue', 'query/colour'],
    ['/v1/one?colour=red', 'query/colour'],
  ])('to %s is refused for its %s', async (path, pointer) => {
    expect(await call(path)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(seen).toEqual([]);
  });
});

describe('whoever asks', () => {
  const as = (authorization: string, path: string) => call(path, { headers: { authorization } });

  it('is somebody who is known and active, whom it is told otherwise', async () => {
    expect(await as('', '/v1/one')).toMatchObject({ status: 401, body: { code: 'NOT_SIGNED_IN' } });
    expect(await as('stranger', '/v1/one')).toMatchObject({
      status: 403,
      body: {
        code: 'UNKNOWN_PERSON',
        detail: 'Your sign-in is not linked to a person in Recoup. Ask an administrator to add you.',
      },
    });
    expect(await as('left', '/v1/one')).toMatchObject({
      status: 403,
      body: {
        code: 'UNKNOWN_PERSON',
        detail: 'You are deactivated in Recoup. Ask an administrator to activate you.',
      },
    });
  });

  it('holds one of the roles, and learns which there are', async () => {
    for (const path of ['/v1/one', '/v1/two']) expect((await as('kim', path)).status).toBe(200);
    expect(await as('bare', '/v1/one')).toMatchObject({
      status: 403,
      body: { code: 'ROLE_REQUIRED', detail: 'You need the role CONTROLLER' },
    });
    expect((await as('bare', '/v1/two')).body.detail).toBe('You need one of the roles A, CONTROLLER');
  });

  it('needs no role where signing in is enough, or where the decision behind it says who may', async () => {
    for (const path of ['/v1/notes/n-1/turns/2', '/v1/decided'])
      expect((await as('bare', path)).status).toBe(200);
  });
});

describe('a change', () => {
  it('carries a key, unless it changes nothing', async () => {
    expect(await post('/v1/own-keys')).toMatchObject({
      status: 400,
      body: { code: 'IDEMPOTENCY_KEY_REQUIRED' },
    });
    expect((await post('/v1/bare')).status).toBe(200);
  });

  it('keeps its key itself where it says so', async () => {
    expect((await post('/v1/own-keys', { 'idempotency-key': 'a-key-of-mine' })).status).toBe(200);
    expect(seen).toMatchObject([
      {
        idempotencyKey: 'a-key-of-mine',
        fingerprint: fingerprintOf('POST', '/v1/own-keys', undefined, ''),
      },
    ]);
  });

  it('fails where its key cannot be kept, and is not done', async () => {
    const kept = await serving({
      endpoints: [
        endpoint({
          ...{ method: 'post', path: '/v1/kept', summary: 'x', access: 'signed-in', answer: 'nothing' },
          handle: async (given) => seeing(given),
        }),
      ],
    });
    const headers = { 'idempotency-key': 'a-key-of-mine' };
    expect((await kept.call('/v1/kept', { method: 'POST', headers })).status).toBe(500);
    expect(seen).toEqual([]);
  });

  it('names the version that was seen where it must', async () => {
    expect((await post('/v1/version')).status).toBe(428);
    expect((await post('/v1/version', { 'if-match': '"4"' })).status).toBe(200);
    const fingerprint = fingerprintOf('POST', '/v1/version', 4, '');
    expect(seen).toMatchObject([{ version: 4, fingerprint }]);
  });
});

describe('a body', () => {
  it('is JSON, or empty', async () => {
    expect((await post('/v1/json', json, '{"turn":1}')).status).toBe(200);
    expect((await post('/v1/json')).status).toBe(200);
    expect(seen).toMatchObject([
      { body: { turn: 1 }, fingerprint: fingerprintOf('POST', '/v1/json', undefined, '{"turn":1}') },
      { body: {}, fingerprint: fingerprintOf('POST', '/v1/json', undefined, '{}') },
    ]);
    expect(await post('/v1/json', { 'content-type': 'text/plain' }, '{"turn":1}')).toMatchObject({
      status: 415,
      body: { detail: 'Send the body as application/json in UTF-8' },
    });
    expect(await post('/v1/json', json, '{"turn":"x"}')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/turn' }] },
    });
    expect((await post('/v1/json', json, '"text"')).status).toBe(400);
    expect((await post('/v1/json', json, `{"more":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
  });

  it('that is a file is there while it is handled, and then gone', async () => {
    expect((await post('/v1/files', { 'content-type': 'text/plain' }, 'a note')).status).toBe(200);
    const sha256 = createHash('sha256').update('a note').digest('hex');
    const fingerprint = fingerprintOf('POST', '/v1/files', undefined, sha256);
    expect(seen).toMatchObject([{ isThere: true, body: { size: 6, sha256 }, fingerprint }]);
    const [file] = z.array(z.object({ body: z.object({ path: z.string() }) })).parse(seen);
    await expect.poll(() => existsSync(file?.body.path ?? '')).toBe(false);
  });
});

describe('an answer', () => {
  it('has its status, its version, its headers and its body', async () => {
    const { status, headers, body } = await call('/v1/created', { method: 'PUT' });
    expect([status, headers.get('etag'), headers.get('location'), body]).toEqual([
      ...[201, '"3"', '/v1/notes/1', { turn: 1 }],
    ]);
    const nothing = await call('/v1/one');
    expect([nothing.status, nothing.headers.get('etag'), nothing.body]).toEqual([200, null, '']);
  });

  it('may be bytes', async () => {
    const { headers, body } = await call('/v1/bytes');
    expect([headers.get('content-type'), body]).toEqual(['text/csv', 'ab']);
  });

  it('is checked against its document, where that is wanted', async () => {
    for (const path of ['/v1/nobody', '/v1/refused']) expect((await call(path)).status).toBe(500);
    const unchecked = await serving({ checkAnswers: false });
    expect((await unchecked.call('/v1/nobody')).status).toBe(200);
    expect((await unchecked.call('/v1/refused')).status).toBe(409);
  });
});
