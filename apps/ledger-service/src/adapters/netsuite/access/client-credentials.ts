import { importJWK, SignJWT } from 'jose';
import * as z from 'zod';
import type { Access } from '../record-calls.ts';
import type { SigningKey } from './key-file.ts';

export type ClientOptions = {
  readonly tokenUrl: string;
  readonly clientId: string;
  /** At most two: the second signs where the first has ended or is not taken. */
  readonly keys: readonly SigningKey[];
  readonly now: () => Date;
};

// expires_in has been seen as a text as well as a number.
const answer = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() });

const renewBeforeMs = 60_000;

/** Access tokens by OAuth 2.0 client credentials with a signed assertion; kept until shortly before they expire. */
export const clientCredentials = ({ tokenUrl, clientId, keys, now }: ClientOptions): Access => {
  let held: { readonly token: string; readonly until: number } | undefined;
  let underway: Promise<string> | undefined;

  const assertionBy = async (key: SigningKey): Promise<string> => {
    const issuedAt = Math.floor(now().getTime() / 1_000);
    return new SignJWT({ scope: ['rest_webservices'] })
      .setProtectedHeader({ typ: 'JWT', alg: key.alg, kid: key.kid })
      .setIssuer(clientId)
      .setAudience(tokenUrl)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + 300)
      .sign(await importJWK(key, key.alg));
  };
  const exchange = async (key: SigningKey, signal: AbortSignal): Promise<Response> =>
    fetch(tokenUrl, {
      method: 'POST',
      redirect: 'error',
      signal,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertionBy(key),
      }),
    });

  const request = async (signal: AbortSignal): Promise<string> => {
    let status = 'every certificate has ended';
    for (const key of keys.filter(({ notAfter }) => !notAfter || Date.parse(notAfter) > now().getTime())) {
      const response = await exchange(key, signal);
      if (response.ok) {
        const { access_token, expires_in } = answer.parse(await response.json());
        held = { token: access_token, until: now().getTime() + expires_in * 1_000 - renewBeforeMs };
        return access_token;
      }
      status = String(response.status);
      await response.body?.cancel();
      // Only what was said about this key is another matter with the next one.
      if (response.status !== 400 && response.status !== 401) break;
    }
    throw new Error(`the general ledger gives no token: ${status}`);
  };

  return {
    authorize: async (signal) => {
      if (held && held.until > now().getTime()) return `Bearer ${held.token}`;
      underway ??= request(signal).finally(() => {
        underway = undefined;
      });
      return `Bearer ${await underway}`;
    },
    renew: () => {
      held = undefined;
      return true;
    },
  };
};
