import { createHmac, randomBytes } from 'node:crypto';
import type { Access } from '../record-calls.ts';
import type { TokenSecrets } from './key-file.ts';

/** RFC 5849 keeps fewer characters as they are than `encodeURIComponent` does. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

type Signed = {
  readonly method: string;
  readonly url: string;
  readonly nonce: string;
  readonly timestamp: number;
};

/** The header of OAuth 1.0a with HMAC-SHA256. The realm is not signed, the query is. */
export const tokenHeader = (secrets: TokenSecrets, { method, url, nonce, timestamp }: Signed): string => {
  const { origin, pathname, searchParams } = new URL(url);
  const own = {
    oauth_consumer_key: secrets.consumerKey,
    oauth_token: secrets.token,
    oauth_nonce: nonce,
    oauth_timestamp: String(timestamp),
    oauth_signature_method: 'HMAC-SHA256',
    oauth_version: '1.0',
  };
  const parameters = [...Object.entries(own), ...searchParams]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([one, first], [other, second]) => inOrder(one, other) || inOrder(first, second))
    .map((pair) => pair.join('='))
    .join('&');
  const base = [method.toUpperCase(), encoded(`${origin}${pathname}`), encoded(parameters)].join('&');
  const key = `${encoded(secrets.consumerSecret)}&${encoded(secrets.tokenSecret)}`;
  const signature = createHmac('sha256', key).update(base).digest('base64');
  const shown = { realm: secrets.realm, ...own, oauth_signature: signature };
  return `OAuth ${Object.entries(shown)
    .map(([name, value]) => `${name}="${encoded(value)}"`)
    .join(', ')}`;
};

const inOrder = (one: string, other: string): number => (one < other ? -1 : Number(one > other));

const burstMs = 60_000;

/**
 * Token-based authentication: every call is signed by itself. Too many calls at once are answered with 401 as well, so that one
 * shortly after a success is worth another try.
 */
export const tokenBased = (secrets: TokenSecrets, now: () => Date): Access => ({
  authorize: async (_signal, method, url) =>
    tokenHeader(secrets, {
      method,
      url,
      nonce: randomBytes(16).toString('hex'),
      timestamp: Math.floor(now().getTime() / 1_000),
    }),
  renew: (sinceSuccessMs) => sinceSuccessMs <= burstMs,
});
