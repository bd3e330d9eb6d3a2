import { errors, jwtVerify } from 'jose';
import { ProblemError } from '../problem.ts';
import { KeysUnavailable, signingKeys } from './signing-keys.ts';

export type BearerOptions = {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
  readonly tokenType: string;
  readonly algorithm: string;
};

/** Who a token says somebody is. What they may do is looked up elsewhere, when they do it. */
export type Identity = { readonly issuer: string; readonly subject: string };

const tokenLengthMax = 8_192;

/**
 * Verifies bearer tokens against the issuer's published keys: one algorithm, fixed issuer and audience, the issuer's typ, and
 * at most 60 seconds of clock difference. Keys that a token itself points to are never fetched.
 */
export const bearerVerifier = (options: BearerOptions, now: () => number = Date.now) => {
  const keys = signingKeys(options.jwksUrl, now);

  return async (authorization: string | undefined): Promise<Identity> => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (!token || token.length > tokenLengthMax)
      throw unauthorized('Send a bearer token in the Authorization header');
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: [options.algorithm],
        typ: options.tokenType,
        clockTolerance: 60,
        currentDate: new Date(now()),
        requiredClaims: ['sub', 'exp'],
      });
      return { issuer: options.issuer, subject: payload.sub ?? '' };
    } catch (error) {
      if (error instanceof KeysUnavailable) {
        throw new ProblemError({
          status: 503,
          code: 'SIGN_IN_UNAVAILABLE',
          detail:
            'The keys of the sign-in service cannot be read, so your token cannot be checked. Try again in a few seconds.',
          headers: { 'retry-after': '5' },
        });
      }
      if (!(error instanceof errors.JOSEError)) throw error;
      throw unauthorized('Your token is not valid or has expired. Sign in again.');
    }
  };
};

const unauthorized = (detail: string): ProblemError =>
  new ProblemError({ status: 401, code: 'NOT_SIGNED_IN', detail, headers: { 'www-authenticate': 'Bearer' } });
