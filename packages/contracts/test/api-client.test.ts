import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf, type Request, sendTo } from '../src/api-client.ts';

type Received = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: string };
let received: Received | undefined;
let reply: { readonly status: number; readonly body: string } = { status: 200, body: '' };
const server = createServer(async (request, response) => {
  const { method, url, headers } = request;
  received = { method, url, headers, body: await text(request) };
  response.writeHead(reply.status, { 'x-seen': 'yes' }).end(reply.body);
});
let address = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`;
});
afterAll(() => server.close());

const sent = async (call: Request['call'], method = 'post', path = '/v1/things/{id}/parts/{part}') => {
  await sendTo(address)({ method, path, call });
  if (!received) throw new Error('nothing was received');
  return received;
};
const answered = (status: number, body: string) => {
  reply = { status, body };
  return sendTo(address)({ method: 'get', path: '/', call: {} });
};

describe('a call', () => {
  it('fills its path and query, each value encoded, repeats repeated and what is left out left out', async () => {
    const path = { id: 'a/b', part: 7 };
    const query = { state: ['A', 'B C'], limit: 5, after: undefined };
    expect(await sent({ path, query })).toMatchObject({
      method: 'POST',
      url: '/v1/things/a%2Fb/parts/7?state=A&state=B+C&limit=5',
    });
    expect((await sent({}, 'get', '/v1/all')).url).toBe('/v1/all');
    expect((await sent({ query: { after: undefined } }, 'get', '/v1/all')).url).toBe('/v1/all');
  });

  it('carries a body as JSON, or bytes as what they are, or nothing', async () => {
    const json = await sent({ body: { a: 1 } });
    expect([json.body, json.headers['content-type']]).toEqual(['{"a":1}', 'application/json']);
    const upload = await sent({ upload: { bytes: 'a,b', type: 'text/csv' } });
    expect([upload.body, upload.headers['content-type']]).toEqual(['a,b', 'text/csv']);
    const nothing = await sent({}, 'get');
    expect([nothing.body, nothing.headers['content-type']]).toEqual(['', undefined]);
  });

  it('says who calls, which version they saw, and under which key it is repeated', async () => {
    const { headers } = await sent({ token: 't', ifMatch: 3, key: 'key-of-mine' });
    expect(headers).toMatchObject({
      authorization: 'Bearer t',
      'if-match': '"3"',
      'idempotency-key': 'key-of-mine',
    });
    expect((await sent({ ifMatch: '*' })).headers['if-match']).toBe('*');
    const plain = await sent({}, 'get');
    expect([plain.headers.authorization, plain.headers['if-match']]).toEqual([undefined, undefined]);
  });

  it('has a new key for each POST, and none otherwise', async () => {
    const keys = [await sent({}), await sent({}, 'POST')].map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([
      expect.stringMatching(/^[0-9a-f-]{36}$/),
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ]);
    expect(keys[0]).not.toBe(keys[1]);
    for (const method of ['get', 'put', 'PATCH', 'delete'])
      expect((await sent({}, method)).headers['idempotency-key']).toBeUndefined();
  });

  it('goes out by the method it is named for', async () => {
    type Api = Readonly<
      Record<
        'get' | 'post' | 'put' | 'patch' | 'delete',
        {
          readonly '/v1/a/{id}': {
            readonly answer: string;
            readonly call: { readonly path: { readonly id: string } };
          };
        }
      >
    > & { readonly problem: unknown };
    const api = answersOf<Api>(sendTo(address));
    const seen: (string | undefined)[] = [];
    for (const call of [api.get, api.post, api.put, api.patch, api.delete]) {
      await call('/v1/a/{id}', { path: { id: 'x' } });
      seen.push(`${received?.method} ${received?.url}`);
    }
    expect(seen).toEqual(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} /v1/a/x`));
  });
});

describe('an answer', () => {
  it('is JSON, a text or nothing, with its status and headers', async () => {
    const found = await answered(201, '{"a":1}');
    expect(found).toMatchObject({ ok: true, status: 201, body: { a: 1 } });
    expect(found.headers.get('x-seen')).toBe('yes');
    expect(await answered(200, 'a,b\n1,2')).toMatchObject({ ok: true, body: 'a,b\n1,2' });
    expect(await answered(200, '')).toMatchObject({ ok: true, body: null });
  });

  it('that refuses is a problem document, also where something before the service refused', async () => {
    const problem = {
      type: 'urn:x',
      title: 't',
      status: 409,
      code: 'WRONG_STATE',
      detail: 'd',
      trace_id: '1',
    };
    expect(await answered(409, JSON.stringify(problem))).toMatchObject({
      ok: false,
      status: 409,
      body: problem,
    });
    for (const body of ['', '<html>', '{"detail":1}', 'null'])
      expect(await answered(502, body)).toMatchObject({
        ok: false,
        body: {
          ...{ type: 'about:blank', title: 'The service answered 502.', status: 502 },
          ...{ code: 'NO_PROBLEM_DOCUMENT', detail: 'The service answered 502.', trace_id: '' },
        },
      });
  });
});
