import { randomBytes } from 'node:crypto';
import { decodeProtectedHeader, importJWK, type JWK, jwtVerify } from 'jose';

/** An integration that may get tokens: its client id and the public key that was uploaded under a certificate id. */
export type GlClient = { readonly clientId: string; readonly certificateId: string; readonly publicKey: JWK };

export type TokenDesk = {
  readonly register: (client: GlClient) => void;
  /** Answers the access token, or throws with the reason why this assertion is refused. */
  readonly exchange: (assertion: string, tokenUrl: string) => Promise<string>;
  readonly isValid: (token: string) => boolean;
  readonly revoke: (token: string) => void;
};

const algorithms = ['PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];
const assertionSecondsMax = 3_600;

const holdsScope = (scope: unknown): boolean =>
  (typeof scope === 'string' ? scope.split(',') : Array.isArray(scope) ? scope : []).includes(
    'rest_webservices',
  );

/** OAuth 2.0 client credentials with a signed assertion; tokens live `seconds()` and are forgotten at a restart. */
export const tokenDesk = (now: () => Date, seconds: () => number): TokenDesk => {
  const clients = new Map<string, GlClient>();
  const expiry = new Map<string, number>();

  return {
    register: (client) => {
      clients.set(client.certificateId, client);
    },
    async exchange(assertion, tokenUrl) {
      const { kid = '', alg = '' } = decodeProtectedHeader(assertion);
      const client = clients.get(kid);
      if (!client) throw new Error(`no certificate has the id ${kid}`);
      const { payload } = await jwtVerify(assertion, await importJWK(client.publicKey, alg), {
        algorithms,
        typ: 'JWT',
        issuer: client.clientId,
        audience: tokenUrl,
        requiredClaims: ['iat', 'exp'],
        currentDate: now(),
        clockTolerance: 5,
      });
      if ((payload.exp ?? 0) - (payload.iat ?? 0) >= assertionSecondsMax)
        throw new Error('exp must be less than 60 minutes after iat');
      if (!holdsScope(payload.scope)) throw new Error('the scope rest_webservices is missing');
      const token = randomBytes(32).toString('base64url');
      expiry.set(token, now().getTime() + seconds() * 1_000);
      return token;
    },
    isValid: (token) => (expiry.get(token) ?? 0) > now().getTime(),
    revoke: (token) => {
      expiry.delete(token);
    },
  };
};
