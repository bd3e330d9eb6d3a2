import { connect } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { addressOf, close, listen } from '../../process/listening.ts';
import { endpoint } from '../endpoint.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { answerBrokenRequests } from './broken-requests.ts';
import { seeing, seen, serving } from './router.fixture.ts';

const alike = { summary: 'x', access: 'signed-in', answer: 'nothing' } as const;
const { call } = await serving({
  endpoints: [
    endpoint({
      ...{ ...alike, method: 'put', path: '/v1/notes/{noteId}' },
      params: z.strictObject({ noteId: z.string() }),
      body: z.strictObject({ name: z.string(), names: z.record(z.string(), z.string()).optional() }),
      handle: async (incoming) => seeing(incoming),
    }),
    endpoint({
      ...{ ...alike, method: 'get', path: '/v1/notes' },
      query: z.strictObject({ name: z.string().optional(), limit: wholeNumber(1, 500).prefault(50) }),
      handle: async (incoming) => seeing(incoming),
    }),
    endpoint({
      ...{ ...alike, method: 'post', path: '/v1/files', changesNothing: true },
      body: { upload: { maxBytes: 100, contentTypes: ['text/plain'] } },
      handle: async (incoming) => seeing(incoming),
    }),
  ],
});
const put = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  call('/v1/notes/n-1', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
beforeEach(() => void seen.splice(0));

describe('a body', () => {
  it.each([
    ['the character NUL', '{"name":"a\\u0000"}', '/name'],
    ['half a character', '{"name":"\\ud800x"}', '/name'],
    ['the other half', '{"name":"x\\udc00"}', '/name'],
    ['NUL in a key', '{"name":"a","names":{"\\u0000":"b"}}', '/names/\0'],
    ['a key twice', '{"name":"a","name":"b"}', '/name'],
    ['a key twice, once in other letters', '{"name":"a","n\\u0061me":"b"}', '/name'],
    ['a key twice within', '{"name":"a","names":{"b":"c","b":"d"}}', '/names/b'],
    ['__proto__', '{"name":"a","__proto__":{}}', '/__proto__'],
    ['__proto__ within', '{"name":"a","names":{"\\u005f_proto__":"c"}}', '/names/__proto__'],
    ['what is no JSON', '{"name":', '/'],
    ['a level too many', `${'['.repeat(33)}${']'.repeat(33)}`, '/'],
    ['half a million levels', '['.repeat(250_000) + ']'.repeat(250_000), '/'],
    ['bytes that are no UTF-8', latin1('{"name":"Café"}'), '/'],
    ['a text', '"name"', '/'],
    ['a number', '5', '/'],
  ])('with %s is refused, and named', async (_what, body, pointer) => {
    expect(await put(body)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ pointer }] },
    });
    expect(seen).toEqual([]);
  });

  it('that is JSON of another kind is not called invalid JSON', async () => {
    for (const body of ['"name"', '5', 'null', '[]'])
      expect((await put(body)).body.detail).toMatch(/^The body must be an object/);
    expect((await put('{')).body.detail).toBe('The body must be valid JSON');
  });

  it('may be packed, and is refused where it is packed in no way or in an unknown one', async () => {
    const name = '{"name":"Café"}';
    const packed = [
      ['gzip', gzipSync(name)],
      ['br', brotliCompressSync(name)],
    ] as const;
    for (const [encoding, bytes] of packed) {
      expect((await put(Uint8Array.from(bytes), { 'content-encoding': encoding })).status).toBe(200);
      expect(await put(name, { 'content-encoding': encoding })).toMatchObject({
        status: 400,
        body: { code: 'INVALID_INPUT' },
      });
      const half = Uint8Array.from(bytes.subarray(0, bytes.length / 2));
      expect((await put(half, { 'content-encoding': encoding })).status).toBe(400);
    }
    expect(seen).toMatchObject([{ body: { name: 'Café' } }, { body: { name: 'Café' } }]);
    expect(await put(name, { 'content-encoding': 'morse' })).toMatchObject({
      status: 415,
      body: { code: 'UNSUPPORTED_MEDIA_TYPE' },
    });
  });

  it.each([
    ['application/json; charset=utf-8', 200],
    ['application/json; charset="UTF-8"', 200],
    ['application/json; charset=latin1', 415],
    ['application/json; charset=utf-16', 415],
    ['application/octet-stream', 415],
    ['application/merge-patch+json', 415],
    ['json', 415],
  ])('sent as %s is answered %i', async (contentType, status) => {
    expect((await put('{"name":"a"}', { 'content-type': contentType })).status).toBe(status);
  });

  it('that is a file comes as it is', async () => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' };
    const body = Uint8Array.from(gzipSync('a note'));
    expect(await call('/v1/files', { method: 'POST', headers, body })).toMatchObject({
      status: 415,
      body: { detail: 'Send the file without a content-encoding' },
    });
  });

  it('with thousands of faults names as many as people mend at once', async () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => `"${'k'.repeat(300)}${index}":1`);
    const { body } = await put(`{"name":"a",${keys.join(',')}}`);
    expect(body.errors).toHaveLength(100);
    expect(body.errors[0].pointer).toBe(`/${'k'.repeat(200)}…`);
  });
});

describe('an address', () => {
  it.each([
    ['name=%ff', 'query/name'],
    ['name=%ED%A0%80', 'query/name'],
    ['name=a%00', 'query/name'],
    ['name=100%', 'query/name'],
    ['%ff=a', 'query'],
    ['__proto__=a', 'query/__proto__'],
    ['name=a&name=b', 'query/name'],
    ['limit=0x10', 'query/limit'],
    ['limit=%2B1', 'query/limit'],
    ['limit=1e0', 'query/limit'],
    ['limit=%205%20', 'query/limit'],
    ['limit=1.0', 'query/limit'],
    ['limit=', 'query/limit'],
  ])('with ?%s is refused for %s', async (query, pointer) => {
    expect(await call(`/v1/notes?${query}`)).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ pointer }] },
    });
    expect(seen).toEqual([]);
  });

  it('has a number beyond its limit refused once, with the limit', async () => {
    for (const limit of ['501', '99999999999999999999', '9'.repeat(400)]) {
      const message = 'must be at most 500';
      expect((await call(`/v1/notes?limit=${limit}`)).body.errors).toEqual([
        { pointer: 'query/limit', code: 'TOO_BIG', message },
      ]);
    }
    expect((await call('/v1/notes?limit=-1')).body.detail).toBe('limit must be at least 1');
  });

  it('is read as forms are written', async () => {
    expect((await call('/v1/notes?name=Caf%C3%A9+%26+%E2%80%93&limit=007')).status).toBe(200);
    expect(seen).toMatchObject([{ query: { name: 'Café & –', limit: 7 } }]);
  });

  it('whose path does not decode, or names nothing, is refused', async () => {
    expect(await call('/v1/notes/%ff', { method: 'PUT' })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_INPUT', errors: [{ pointer: 'path' }] },
    });
    expect(await call('/v1/notes/%00', { method: 'PUT' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: 'path/noteId' }] },
    });
    const { status, body } = await call(`/${'x'.repeat(5_000)}`);
    expect([status, body.detail.length < 250, body.instance.length < 250]).toEqual([404, true, true]);
  });
});

it('what is no HTTP at all is answered with a problem too', async () => {
  const server = await listen(express(), 0, '127.0.0.1');
  answerBrokenRequests(server);
  afterAll(() => close(server));
  const { port } = new URL(addressOf(server));
  const answerTo = (request: string) =>
    new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(request));
      let answer = '';
      socket.on('data', (bytes) => {
        answer += bytes;
      });
      socket.once('close', () => resolve(answer));
    });
  const problem = (code: string) => expect.stringMatching(new RegExp(`problem\\+json[^]*"code":"${code}"`));
  for (const request of [
    'BREW / HTTP/1.1\r\n\r\n',
    'GET / HTTP/9\r\n\r\n',
    'GET / HTTP/1.1\r\nno header\r\n\r\n',
  ])
    expect(await answerTo(request)).toEqual(problem('INVALID_INPUT'));
  expect(await answerTo(`GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`)).toEqual(problem('TOO_LARGE'));
});
