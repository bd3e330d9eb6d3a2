import { importJWK, type JWK, SignJWT } from 'jose';
import * as z from 'zod';
import type { Access } from './record-calls.ts';

export type TokenOptions = {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** Private key as a JSON web key; its `kid` is the certificate id of the mapping in the general ledger. */
  readonly key: JWK;
  readonly now: () => Date;
};

// expires_in has been seen as a text as well as a number.
const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

const renewBeforeMs = 60_000;

/** Access tokens by OAuth 2.0 client credentials with a signed assertion; kept until shortly before they expire. */
export const accessTokens = ({ tokenUrl, clientId, key, now }: TokenOptions): Access => {
  let held: { readonly token: string; readonly until: number } | undefined;
  let underway: Promise<string> | undefined;

  const request = async (signal: AbortSignal): Promise<string> => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    const assertion = await new SignJWT({ scope: ['rest_webservices'] })
      .setProtectedHeader({ typ: 'JWT', alg: 'ES256', kid: key.kid ?? '' })
      .setIssuer(clientId)
      .setAudience(tokenUrl)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 300)
      .sign(await importJWK(key, 'ES256'));
    const response = await fetch(tokenUrl, {
      method: 'POST',
      redirect: 'error',
      signal,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    });
    if (!response.ok) throw new Error(`the general ledger gives no token: ${response.status}`);
    const { access_token, expires_in } = answer.parse(await response.json());
    held = { token: access_token, until: now().getTime() + expires_in * 1000 - renewBeforeMs };
    return access_token;
  };

  return {
    authorize: async (signal) => {
      if (held && held.until > now().getTime()) return `Bearer ${held.token}`;
      underway ??= request(signal).finally(() => {
        underway = undefined;
      });
      return `Bearer ${await underway}`;
    },
    /** The token held is no longer good. */
    renew: () => {
      held = undefined;
      return true;
    },
  };
};
