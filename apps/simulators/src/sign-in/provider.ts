import { randomBytes } from 'node:crypto';
import { seededPersonGrant, tokenCommandClient } from '@recoup/local/request-token';
import { html } from '@recoup/runtime/http/html';
import { page } from '@recoup/runtime/http/page';
import Provider, { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { api, apiResource } from './api-resource.ts';
import { seededPerson } from './seeded-people.ts';
import { type AskedFrom, registerSeededPersonGrant } from './seeded-person-grant.ts';
import { sessionStore } from './session-store.ts';
import type { SigningKey } from './signing-key.ts';

/** The public client of a console on this machine: authorization code with PKCE, on any loopback port. */
export const consoleClient = 'recoup-console';

const callbacks = ['http://127.0.0.1', 'http://localhost'].flatMap((host) => [
  `${host}/callback`,
  `${host}/console/callback`,
]);

/** Both clients are our own, so nobody is asked for consent. */
const firstPartyGrant = async (ctx: KoaContextWithOIDC) => {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const earlier = session.grantIdFor(client.clientId);
  const found = earlier ? await provider.Grant.find(earlier) : undefined;
  if (found) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile email offline_access');
  grant.addResourceScope(api, apiResource.scope);
  await grant.save();
  return grant;
};

/** Only the sign-in is asked for; otherwise a client on any loopback port would need a consent each time. */
const signInOnly = () => {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
};

const configuration = (key: SigningKey, now: () => number): Configuration => ({
  adapter: sessionStore(now),
  jwks: { keys: [key] },
  cookies: { keys: [randomBytes(32).toString('base64url')] },
  clientDefaults: { id_token_signed_response_alg: 'ES256', token_endpoint_auth_method: 'none' },
  clients: [
    {
      client_id: consoleClient,
      application_type: 'native',
      redirect_uris: callbacks,
      grant_types: ['authorization_code', 'refresh_token'],
    },
    {
      client_id: tokenCommandClient,
      redirect_uris: [],
      response_types: [],
      grant_types: [seededPersonGrant],
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], email: ['email'] },
  scopes: ['openid', 'offline_access', 'profile', 'email'],
  async findAccount(_ctx, login) {
    const person = seededPerson(login);
    if (!person) return undefined;
    const { displayName, email } = person;
    return {
      accountId: login,
      claims: async () => ({ sub: login, name: displayName, preferred_username: login, email }),
    };
  },
  loadExistingGrant: firstPartyGrant,
  // What services ask of a token beside who it is for: when and how that person signed in, and their address.
  extraTokenClaims: async (ctx, token) => {
    const { AuthorizationCode: code, RefreshToken: refresh } = ctx.oidc.entities;
    const signedIn = code?.authTime ?? refresh?.authTime ?? Math.floor(now() / 1_000);
    const { email } = seededPerson('accountId' in token ? token.accountId : '') ?? {};
    return { auth_time: signedIn, amr: ['seeded-person'], ...(email ? { email, email_verified: true } : {}) };
  },
  interactions: {
    policy: signInOnly(),
    url: (_ctx, interaction) => `/oidc/sign-in/${interaction.uid}`,
  },
  features: {
    devInteractions: { enabled: false },
    revocation: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => api,
      getResourceServerInfo: () => apiResource,
      useGrantedResource: () => true,
    },
  },
  ttl: { AccessToken: 3_600, Grant: 86_400, IdToken: 3_600, Interaction: 3_600, Session: 86_400 },
  renderError: (ctx, { error, error_description: description }) => {
    ctx.type = 'html';
    ctx.body = page('Sign-in failed', html`<h1>Sign-in failed</h1><p>${error}: ${description ?? ''}</p>`);
  },
});

/**
 * The OpenID provider of the embedded host and of the simulators, and of nothing else: it lets everybody in as anybody. `issuer`
 * ends in `/oidc`.
 */
export const openIdProvider = (
  issuer: string,
  key: SigningKey,
  now: () => number,
  askedFrom: AskedFrom,
): Provider => {
  const provider = new Provider(issuer, configuration(key, now));
  registerSeededPersonGrant(provider, askedFrom);
  return provider;
};
