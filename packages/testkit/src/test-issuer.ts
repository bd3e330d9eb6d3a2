import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** An issuer of access tokens with real keys behind a real address, so that services verify as they do in earnest. */
export type TestIssuer = {
  readonly issuer: string;
  /** The settings by which a service trusts it. */
  readonly settings: Readonly<Record<'OIDC_ISSUER' | 'OIDC_JWKS_URL', string>>;
  readonly token: (subject: string, change?: TokenChange) => Promise<string>;
  readonly close: () => Promise<void>;
};

export type TokenChange = {
  readonly audience?: string;
  readonly issuer?: string;
  readonly type?: string;
  readonly expiresIn?: string;
  /** What else the token says; by itself it says that the sign-in was just now. */
  readonly claims?: Readonly<Record<string, unknown>>;
};

export const testIssuer = async (): Promise<TestIssuer> => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    settings: { OIDC_ISSUER: issuer, OIDC_JWKS_URL: `${issuer}/jwks` },
    token: (subject, change = {}) =>
      new SignJWT({ auth_time: Math.floor(Date.now() / 1_000), ...change.claims })
        .setProtectedHeader({ alg: 'ES256', kid: 'test', typ: change.type ?? 'at+jwt' })
        .setSubject(subject)
        .setIssuer(change.issuer ?? issuer)
        .setAudience(change.audience ?? 'urn:recoup:api')
        .setIssuedAt()
        .setExpirationTime(change.expiresIn ?? '1h')
        .sign(privateKey),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
