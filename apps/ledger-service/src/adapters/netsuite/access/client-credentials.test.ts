import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { addressOf, close } from '@recoup/runtime/process/listening';
import { decodeProtectedHeader, exportJWK, generateKeyPair } from 'jose';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientCredentials } from './client-credentials.ts';
import { glKeys, measureKeys } from './key-file.ts';

const asked: { readonly kid: string | undefined; readonly alg: string | undefined }[] = [];
let refused: readonly string[] = [];
let expiresIn: number | string = '3600';
const server = createServer(async (request, response) => {
  const assertion = new URLSearchParams(await text(request)).get('client_assertion') ?? '';
  const { kid, alg } = decodeProtectedHeader(assertion);
  asked.push({ kid, alg });
  if (refused.includes(kid ?? '')) response.writeHead(400).end('{}');
  else response.end(JSON.stringify({ access_token: `token-${asked.length}`, expires_in: expiresIn }));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked.length = 0;
  refused = [];
  expiresIn = '3600';
});
afterAll(() => close(server));

const aKey = async (kid: string, alg = 'ES256', notAfter?: string) => {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg, ...(notAfter !== undefined && { notAfter }) };
};
const read = (content: unknown) => {
  const read = glKeys.parse(content);
  if (read.kind !== 'client-credentials') throw new Error('these are no keys');
  return read.keys;
};
const { signal } = new AbortController();

const anAccess = (content: unknown) => {
  let now = Date.parse('2026-03-31T12:00:00Z');
  const access = clientCredentials({
    tokenUrl: `${addressOf(server)}/token`,
    clientId: 'recoup-ledger',
    keys: read(content),
    now: () => new Date(now),
  });
  return {
    authorize: () => access.authorize(signal, 'GET', ''),
    renew: () => access.renew(0),
    pass: (seconds: number) => {
      now += seconds * 1_000;
    },
  };
};

describe('an access token', () => {
  it.each(['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'])('is asked for with %s', async (alg) => {
    await anAccess(await aKey('one', alg)).authorize();
    expect(asked).toEqual([{ kid: 'one', alg }]);
  });

  it.each([3_600, '3600'])(
    'is kept until a minute before it expires, whether that is %j',
    async (lifetime) => {
      expiresIn = lifetime;
      const { authorize, pass } = anAccess(await aKey('one'));
      expect([await authorize(), await authorize()]).toEqual(['Bearer token-1', 'Bearer token-1']);
      pass(3_539);
      expect(await authorize()).toBe('Bearer token-1');
      pass(2);
      expect(await authorize()).toBe('Bearer token-2');
    },
  );

  it('is asked for once by all who need it at once, and anew after it was refused', async () => {
    const { authorize, renew } = anAccess(await aKey('one'));
    await Promise.all([authorize(), authorize(), authorize()]);
    expect(asked).toHaveLength(1);
    expect(renew()).toBe(true);
    await authorize();
    expect(asked).toHaveLength(2);
  });
});

describe('two keys', () => {
  it('let the second one sign where the first is not taken', async () => {
    refused = ['old'];
    await anAccess({ keys: [await aKey('old'), await aKey('new', 'PS256')] }).authorize();
    expect(asked.map(({ kid }) => kid)).toEqual(['old', 'new']);
  });

  it('leave one that has ended alone', async () => {
    const ended = await aKey('old', 'ES256', '2026-03-31T11:59:59Z');
    await anAccess({ keys: [ended, await aKey('new')] }).authorize();
    expect(asked.map(({ kid }) => kid)).toEqual(['new']);
    await expect(anAccess(ended).authorize()).rejects.toThrow('every certificate has ended');
  });

  it('show when each certificate ends', async () => {
    const registry = new Registry();
    measureKeys(
      registry,
      read({ keys: [await aKey('old', 'ES256', '2026-05-01T00:00:00Z'), await aKey('new')] }),
    );
    expect(await registry.metrics()).toContain(
      `recoup_gl_key_ends_timestamp_seconds{kid="old"} ${Date.parse('2026-05-01T00:00:00Z') / 1_000}`,
    );
  });
});

it('takes the algorithm from the curve where a key does not name it, and refuses RS256', async () => {
  const { alg: _, ...key } = await aKey('one', 'ES384');
  expect(read(key)[0]?.alg).toBe('ES384');
  expect(() => glKeys.parse({ ...key, alg: 'RS256' })).toThrow();
});

it('reads the secrets of token-based access from the same file', () => {
  const secrets = {
    realm: '1234567_SB1',
    consumerKey: 'c',
    consumerSecret: 's',
    token: 't',
    tokenSecret: 'u',
  };
  expect(glKeys.parse(secrets)).toEqual({ kind: 'token-based', secrets });
});
