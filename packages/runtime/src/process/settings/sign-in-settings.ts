import * as z from 'zod';

/** Whose tokens a service takes. */
export const signInSettings = {
  OIDC_ISSUER: z.url().describe('issuer of the bearer tokens, exactly as in their iss claim'),
  OIDC_FORMER_ISSUERS: z
    .string()
    .default('')
    .transform((names) => names.split(',').filter((name) => name !== ''))
    .describe(
      'earlier names of the issuer, with commas between: accounts that are known by them stay the same',
    ),
  OIDC_JWKS_URL: z.url().describe("URL of the issuer's public keys"),
  OIDC_CLEAR_HTTP: z
    .enum(['on', 'off'])
    .default('off')
    .describe('trying out only: takes an issuer and keys over http from another machine'),
  OIDC_AUDIENCE: z.string().default('urn:recoup:api').describe('audience that access tokens must carry'),
  OIDC_TOKEN_TYPE: z.string().default('at+jwt').describe("typ header of the issuer's access tokens"),
  OIDC_ALGORITHM: z
    .enum(['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'EdDSA'])
    .default('ES256')
    .describe('signature algorithm of the issuer'),
};

/** Throws naming the setting by which anybody between could hand out keys of their own. */
export const requireSafeSignIn = (config: z.infer<z.ZodObject<typeof signInSettings>>): void => {
  if (config.OIDC_CLEAR_HTTP === 'on') return;
  for (const name of ['OIDC_ISSUER', 'OIDC_JWKS_URL'] as const)
    if (!isSafe(new URL(config[name])))
      throw new Error(
        `${name}: must begin with https://, since whoever can change an answer over http can sign in as anybody`,
      );
};

const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
