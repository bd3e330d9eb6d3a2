import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProblemError } from '../problem.ts';
import { bearerVerifier } from './bearer.ts';

const issuer = 'https://login.example';
const audience = 'urn:recoup:api';
const minute = 60_000;
const day = 24 * 60 * minute;

const first = await generateKeyPair('ES256');
const second = await generateKeyPair('ES256');
const foreign = await generateKeyPair('ES256');
const keyIn = async (kid: string, key: CryptoKey) => ({
  ...(await exportJWK(key)),
  kid,
  alg: 'ES256',
  use: 'sig',
});

let server: Server;
let answer: { status: number; body: string };
let asked: number;
let now: number;
let verify: ReturnType<typeof bearerVerifier>;

beforeEach(async () => {
  asked = 0;
  now = Date.now();
  answer = { status: 200, body: JSON.stringify({ keys: [await keyIn('first', first.publicKey)] }) };
  server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const jwksUrl = `http://127.0.0.1:${port}/jwks`;
  verify = bearerVerifier({ issuer, jwksUrl, audience, tokenType: 'at+jwt', algorithm: 'ES256' }, () => now);
});
afterEach(() => server.close());

type Forged = {
  claims?: Record<string, unknown>;
  header?: Record<string, unknown>;
  key?: CryptoKey | Uint8Array;
};
const token = async ({ claims = {}, header = {}, key = first.privateKey }: Forged = {}) =>
  `Bearer ${await new SignJWT({
    iss: issuer,
    aud: audience,
    sub: 'clara',
    exp: Math.floor(now / 1000) + 300,
    ...claims,
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'first', ...header })
    .sign(key)}`;
const statusOf = (authorization: string | undefined) =>
  verify(authorization).then(
    () => 200,
    (error: unknown) => (error instanceof ProblemError ? error.problem.status : error),
  );

it('knows who a token of the issuer says somebody is', async () => {
  await expect(verify(await token())).resolves.toMatchObject({ issuer, subject: 'clara' });
});

it('knows what a token says of the sign-in behind it, and nothing where it says nothing usable', async () => {
  const signedIn = Math.floor(now / 1000) - 90;
  const claims = { auth_time: signedIn, acr: 'gold', amr: ['pwd', 'hwk', 7], email: 'c@example.test' };
  expect((await verify(await token({ claims: { ...claims, email_verified: true } }))).session).toEqual({
    authenticatedAt: new Date(signedIn * 1000),
    ageSeconds: 90,
    strength: 'gold pwd hwk',
    email: 'c@example.test',
    emailVerified: true,
  });
  const odd = { auth_time: 'yesterday', acr: 3, amr: 'pwd', email: ['c'], email_verified: 'yes' };
  const nothing = {
    ...{ authenticatedAt: null, ageSeconds: null, strength: null, email: null, emailVerified: null },
  };
  expect((await verify(await token({ claims: odd }))).session).toEqual(nothing);
  expect((await verify(await token())).session).toEqual(nothing);
});

it('refuses tokens that the issuer did not sign for this API', async () => {
  const unsigned = (await token()).replace(
    /^Bearer [^.]+/,
    `Bearer ${btoa('{"alg":"none","typ":"at+jwt"}')}`,
  );
  const publicKey = new TextEncoder().encode(await exportSPKI(first.publicKey));
  const expired = { exp: Math.floor(now / 1000) - 61 };
  const refused = [
    undefined,
    'Bearer',
    'Basic Y2xhcmE6cGFzc3dvcmQ=',
    unsigned.replaceAll('=', ''),
    await token({ header: { alg: 'HS256' }, key: publicKey }),
    await token({ key: foreign.privateKey }),
    await token({ header: { kid: 'unknown' }, key: foreign.privateKey }),
    await token({ header: { jku: 'https://attacker.example/jwks' }, key: foreign.privateKey }),
    await token({ header: { jwk: await exportJWK(foreign.publicKey) }, key: foreign.privateKey }),
    await token({ header: { typ: 'JWT' } }),
    await token({ claims: { iss: 'https://other.example' } }),
    await token({ claims: { aud: 'urn:other:api' } }),
    await token({ claims: { sub: undefined } }),
    await token({ claims: { exp: undefined } }),
    await token({ claims: expired }),
    await token({ claims: { nbf: Math.floor(now / 1000) + 120 } }),
    `${await token()}${'x'.repeat(8_192)}`,
    await token({ claims: { more: 'x'.repeat(8_192) } }),
    `Token ${await token()}`,
    `${await token()}.more`,
  ];
  for (const authorization of refused) expect(await statusOf(authorization), authorization).toBe(401);
});

it('says what is missing: a token, or one that is good', async () => {
  const problemOf = (authorization: string | undefined) =>
    verify(authorization).catch((error: unknown) => (error instanceof ProblemError ? error.problem : error));
  const notSignedIn = { status: 401, code: 'NOT_SIGNED_IN', headers: { 'www-authenticate': 'Bearer' } };
  const missing = { ...notSignedIn, detail: 'Send a bearer token in the Authorization header' };
  const long = await token({ claims: { more: 'x'.repeat(8_192) } });
  for (const authorization of [undefined, '', 'Bearer', 'Bearer a.b', long])
    expect(await problemOf(authorization)).toEqual(missing);
  expect(await problemOf(await token({ key: foreign.privateKey }))).toEqual({
    ...notSignedIn,
    detail: 'Your token is not valid or has expired. Sign in again.',
  });
  answer = { status: 500, body: 'broken' };
  now += day + minute;
  expect(await problemOf(await token())).toEqual({
    status: 503,
    code: 'SIGN_IN_UNAVAILABLE',
    detail: expect.stringMatching(/^The keys of the sign-in service cannot be read/),
    headers: { 'retry-after': '5' },
  });
});

it.each([
  [500, 'broken'],
  [404, 'gone'],
  [200, 'no json'],
  [200, '{"keys": "none"}'],
  [200, '{"keys": [{"kty": "EC", "crv": "P-256", "kid": "first", "x": "AA", "y": "AA"}]}'],
])('says that tokens cannot be checked when the keys cannot be read: %i %s', async (status, body) => {
  answer = { status, body };
  expect(await statusOf(await token())).toBe(503);
});

it('goes on with the keys in hand for a day while the sign-in service fails, and asks it seldom', async () => {
  expect(await statusOf(await token())).toBe(200);
  answer = { status: 502, body: 'bad gateway' };
  now += 11 * minute;
  for (let request = 0; request < 5; request += 1) expect(await statusOf(await token())).toBe(200);
  expect(asked).toBe(2);
  now += 23 * 60 * minute;
  expect(await statusOf(await token())).toBe(200);
  now += day;
  expect(await statusOf(await token())).toBe(503);
});

it('reads the keys again for a key that it does not know, and every ten minutes', async () => {
  expect(await statusOf(await token())).toBe(200);
  answer = { status: 200, body: JSON.stringify({ keys: [await keyIn('second', second.publicKey)] }) };
  const rotated = { header: { kid: 'second' }, key: second.privateKey };
  expect(await statusOf(await token(rotated))).toBe(401);
  now += 6_000;
  expect(await statusOf(await token(rotated))).toBe(200);
  expect(await statusOf(await token())).toBe(401);
  now += 11 * minute;
  expect(await statusOf(await token(rotated))).toBe(200);
  expect(asked).toBe(3);
});

it('says that a token with a new key cannot be checked while the sign-in service fails', async () => {
  expect(await statusOf(await token())).toBe(200);
  answer = { status: 503, body: '' };
  now += 6_000;
  expect(await statusOf(await token({ header: { kid: 'second' }, key: second.privateKey }))).toBe(503);
  expect(await statusOf(await token())).toBe(200);
});
