import { expect, it } from 'vitest';
import { tokenBased, tokenHeader } from './token-based.ts';

const secrets = {
  realm: '1234567_SB1',
  consumerKey: 'ck_demo',
  consumerSecret: 'cs_secret&x',
  token: 'tk_demo',
  tokenSecret: 'ts_secret',
};
const url =
  'https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/record/v1/journalEntry?replace=line';

it('signs as a published library does, query included', () => {
  const header = tokenHeader(secrets, {
    method: 'POST',
    url,
    nonce: 'nonce0123456789',
    timestamp: 1_790_000_000,
  });
  expect(header).toContain(
    `oauth_signature="${encodeURIComponent('44zCn8KrV9bDw49MGv1piSWwlKo42IF4UjOh9s0Tmqc=')}"`,
  );
  expect(header).toMatch(/^OAuth realm="1234567_SB1", oauth_consumer_key="ck_demo", oauth_token="tk_demo", /);
});

it('signs every call by a nonce of its own', async () => {
  const { authorize } = tokenBased(secrets, () => new Date('2026-03-31T12:00:00Z'));
  const { signal } = new AbortController();
  expect(await authorize(signal, 'GET', url)).not.toBe(await authorize(signal, 'GET', url));
});

it('tries again after a 401 only where a success is not a minute old', () => {
  const { renew } = tokenBased(secrets, () => new Date());
  expect([0, 60_000, 60_001, Number.POSITIVE_INFINITY].map(renew)).toEqual([true, true, false, false]);
});
