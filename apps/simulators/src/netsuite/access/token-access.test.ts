import { expect, it } from 'vitest';
import { tokenAccess } from './token-access.ts';

const secrets = {
  realm: '1234567_SB1',
  consumerKey: 'ck_demo',
  consumerSecret: 'cs_secret&x',
  token: 'tk_demo',
  tokenSecret: 'ts_secret',
};
const url =
  'https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/journalEntry?replace=line';
/** Signed by a published library. */
const header = (changes: Record<string, string> = {}) =>
  `OAuth ${Object.entries({
    realm: '1234567_SB1',
    oauth_consumer_key: 'ck_demo',
    oauth_token: 'tk_demo',
    oauth_nonce: 'nonce0123456789',
    oauth_timestamp: '1790000000',
    oauth_signature_method: 'HMAC-SHA256',
    oauth_version: '1.0',
    oauth_signature: '44zCn8KrV9bDw49MGv1piSWwlKo42IF4UjOh9s0Tmqc=',
    ...changes,
  })
    .map(([name, value]) => `${name}="${encodeURIComponent(value)}"`)
    .join(', ')}`;
const anAccess = (now = 1_790_000_000) => {
  const access = tokenAccess(() => new Date(now * 1_000));
  access.issue(secrets);
  return access;
};

it('takes a signature once', () => {
  const access = anAccess();
  expect(access.isValid(header(), 'POST', url)).toBe(true);
  expect(access.isValid(header(), 'POST', url)).toBe(false);
});

it.each([
  ['of another realm', { realm: '1234567_SB2' }],
  ['of another integration', { oauth_consumer_key: 'ck_other' }],
  ['of a token that nobody issued', { oauth_token: 'tk_other' }],
  ['by HMAC-SHA1', { oauth_signature_method: 'HMAC-SHA1' }],
  ['with a nonce too short', { oauth_nonce: 'n1' }],
  ['with another signature', { oauth_signature: 'AAAACn8KrV9bDw49MGv1piSWwlKo42IF4UjOh9s0Tmqc=' }],
])('refuses a header %s', (_, changes) => {
  expect(anAccess().isValid(header(changes), 'POST', url)).toBe(false);
});

it('refuses another method, another query and a clock that is off', () => {
  expect(anAccess().isValid(header(), 'GET', url)).toBe(false);
  expect(anAccess().isValid(header(), 'POST', url.replace('?replace=line', ''))).toBe(false);
  expect(anAccess(1_790_000_301).isValid(header(), 'POST', url)).toBe(false);
});
