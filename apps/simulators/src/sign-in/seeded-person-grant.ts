import { seededPersonGrant } from '@recoup/local/request-token';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { api, apiResource } from './api-resource.ts';
import { seededPerson } from './seeded-people.ts';

const loopback: ReadonlySet<string | undefined> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Who may ask: programs of this machine, or whoever reaches the issuer, for one that is closed off by its network. */
export type AskedFrom = 'this-machine' | 'anywhere';

export const registerSeededPersonGrant = (provider: Provider, askedFrom: AskedFrom): void =>
  provider.registerGrantType<{ login?: string }>(
    seededPersonGrant,
    async (ctx) => {
      if (askedFrom === 'this-machine' && !loopback.has(ctx.req.socket.remoteAddress))
        throw new errors.AccessDenied('only from this machine');
      const { login = '' } = ctx.oidc.params;
      const person = seededPerson(login);
      if (!person)
        throw new errors.CustomOIDCProviderError('invalid_grant', `no seeded person is called ${login}`);

      const token = new provider.AccessToken({
        accountId: person.login,
        client: ctx.oidc.client,
        grantId: `seeded-person:${person.login}`,
        gty: seededPersonGrant,
        resourceServer: new provider.ResourceServer(api, apiResource),
      });
      const value = await token.save();
      ctx.body = { access_token: value, expires_in: token.expiration, token_type: 'Bearer' };
    },
    ['login'],
  );
