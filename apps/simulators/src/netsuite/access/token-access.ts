import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** A token of token-based authentication, as an administrator issued it to an integration. */
export const TokenSecrets = z.strictObject({
  realm: z.string().min(1),
  consumerKey: z.string().min(1),
  consumerSecret: z.string().min(1),
  token: z.string().min(1),
  tokenSecret: z.string().min(1),
});
export type TokenSecrets = z.infer<typeof TokenSecrets>;

const Header = z.object({
  realm: z.string(),
  oauth_consumer_key: z.string(),
  oauth_token: z.string(),
  oauth_nonce: z.string().regex(/^[A-Za-z0-9]{6,64}$/),
  oauth_timestamp: z.coerce.number().int(),
  oauth_signature_method: z.literal('HMAC-SHA256'),
  oauth_version: z.literal('1.0'),
  oauth_signature: z.string(),
});

const skewSecondsMax = 300;

const percent = (text: string): string =>
  [...new TextEncoder().encode(text)]
    .map((byte) => {
      const char = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

const fieldsOf = (header: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...header.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      decodeURIComponent(value),
    ]),
  );

const signatureOf = (
  { consumerSecret, tokenSecret }: TokenSecrets,
  fields: Readonly<Record<string, string>>,
  method: string,
  url: URL,
): Buffer => {
  const signed = Object.entries(fields).filter(([name]) => name !== 'realm' && name !== 'oauth_signature');
  const pairs = [...signed, ...url.searchParams].map(([name, value]) => `${percent(name)}=${percent(value)}`);
  const base = [method, `${url.origin}${url.pathname}`, pairs.sort().join('&')].map(percent).join('&');
  return createHmac('sha256', `${percent(consumerSecret)}&${percent(tokenSecret)}`)
    .update(base)
    .digest();
};

/** OAuth 1.0a with HMAC-SHA256: one signature for each call, and a nonce that is good once. */
export const tokenAccess = (now: () => Date) => {
  const issued = new Map<string, TokenSecrets>();
  const nonces = new Set<string>();

  return {
    issue: (secrets: TokenSecrets): void => {
      issued.set(secrets.token, secrets);
    },
    isValid: (header: string, method: string, url: string): boolean => {
      const fields = fieldsOf(header);
      const parsed = Header.safeParse(fields).data;
      const secrets = issued.get(parsed?.oauth_token ?? '');
      if (!parsed || !secrets) return false;
      const skew = Math.abs(now().getTime() / 1_000 - parsed.oauth_timestamp);
      const nonce = `${parsed.oauth_token} ${parsed.oauth_nonce}`;
      if (parsed.realm !== secrets.realm || parsed.oauth_consumer_key !== secrets.consumerKey) return false;
      if (skew > skewSecondsMax || nonces.has(nonce)) return false;
      nonces.add(nonce);
      const expected = signatureOf(secrets, fields, method, new URL(url));
      const given = Buffer.from(parsed.oauth_signature, 'base64');
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
};
export type TokenAccess = ReturnType<typeof tokenAccess>;
