import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestToken } from '@recoup/local/request-token';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { aServerOf } from '../mounted.fixture.ts';
import { mountIssuer } from './mount-issuer.ts';
import { consoleClient } from './provider.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'recoup-issuer-'));
const serve = () => aServerOf((address) => mountIssuer(address, dataDir));
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  server = await serve();
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const verified = async (token: string, audience: string, typ?: string) => {
  const keys = createRemoteJWKSet(new URL(`${server.address}/oidc/jwks`));
  return jwtVerify(token, keys, { issuer: `${server.address}/oidc`, audience, ...(typ && { typ }) });
};

const Tokens = z.object({ access_token: z.string(), id_token: z.string() });
const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) });

it('gives a seeded person an access token of one hour for the API', async () => {
  const { token } = await requestToken(server.address, 'agent-1');

  const { payload, protectedHeader } = await verified(token ?? '', 'urn:recoup:api', 'at+jwt');

  expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
  expect(payload.sub).toBe('agent-1');
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3_600);
  expect(payload).toMatchObject({
    ...{ auth_time: payload.iat, amr: ['seeded-person'] },
    ...{ email: 'agent-1@recoup.example', email_verified: true },
  });
});

it('refuses a token for somebody it does not know', async () => {
  expect(await requestToken(server.address, 'agent-3')).toEqual({
    refusal: 'no seeded person is called agent-3',
  });
});

it('keeps its key over a restart, readable by its owner only', async () => {
  const { token = '' } = await requestToken(server.address, 'cfo-1');
  const again = await serve();
  const keys = createRemoteJWKSet(new URL(`${again.address}/oidc/jwks`));
  await expect(jwtVerify(token, keys, { audience: 'urn:recoup:api' })).resolves.toBeDefined();
  await again.close();
  expect(statSync(join(dataDir, 'issuer/signing-key.json')).mode & 0o777).toBe(0o600);
});

const cookieJar = () => {
  const kept = new Map<string, string>();
  return async (url: string, init: RequestInit = {}) => {
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
      kept.set(name, value);
    }
    return response;
  };
};
const next = (response: Response) => new URL(response.headers.get('location') ?? '', server.address).href;

it('signs a person in through the page with the list, with PKCE', async () => {
  const browse = cookieJar();
  const verifier = randomBytes(32).toString('base64url');
  const redirect = 'http://127.0.0.1:4999/callback';
  const start = new URL(`${server.address}/oidc/auth`);
  start.search = new URLSearchParams({
    client_id: consoleClient,
    response_type: 'code',
    scope: 'openid profile email api',
    redirect_uri: redirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'somewhere',
  }).toString();

  const signInAt = next(await browse(start.href));
  const list = await (await browse(signInAt)).text();
  expect(list).toContain('value="vp-client-accounting-2"');

  let step = await browse(signInAt, form({ login: 'vp-client-accounting-2' }));
  for (let hop = 0; hop < 5 && next(step).startsWith(server.address); hop += 1)
    step = await browse(next(step));
  const code = new URL(next(step)).searchParams.get('code') ?? '';
  const exchanged = await fetch(
    `${server.address}/oidc/token`,
    form({
      grant_type: 'authorization_code',
      client_id: consoleClient,
      redirect_uri: redirect,
      code,
      code_verifier: verifier,
    }),
  );
  const { access_token: access, id_token: id } = Tokens.parse(await exchanged.json());

  expect((await verified(access, 'urn:recoup:api', 'at+jwt')).payload).toMatchObject({
    sub: 'vp-client-accounting-2',
    auth_time: expect.any(Number),
  });
  expect((await verified(id, consoleClient)).payload.sub).toBe('vp-client-accounting-2');
});

it('refuses a sign-in without PKCE', async () => {
  const query =
    'client_id=recoup-console&response_type=code&scope=openid&redirect_uri=http://127.0.0.1/callback';
  const response = await fetch(`${server.address}/oidc/auth?${query}`, { redirect: 'manual' });
  expect(response.headers.get('location')).toContain('error=invalid_request');
});
