import type { ResourceServer } from 'oidc-provider';

/** The audience of every access token, whichever service it is shown to. */
export const api = 'urn:recoup:api';

export const apiResource: ResourceServer = {
  scope: 'api',
  audience: api,
  accessTokenTTL: 3_600,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'ES256' } },
};
