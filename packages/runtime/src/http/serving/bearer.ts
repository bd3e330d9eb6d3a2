import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Session } from '../people-directory.ts';
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
export type Identity = {
  readonly issuer: string;
  readonly subject: string;
  readonly session?: Session;
};

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
      return { issuer: options.issuer, subject: payload.sub ?? '', session: sessionOf(payload, now()) };
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

const sessionOf = (payload: JWTPayload, nowMs: number): Session => {
  const { auth_time: at, acr, amr, email, email_verified: verified } = payload;
  const seconds = typeof at === 'number' && Number.isFinite(at) && Math.abs(at) < 1e11 ? at : null;
  const methods = Array.isArray(amr) ? amr : [];
  const strength = [acr, ...methods].filter((one): one is string => typeof one === 'string').join(' ');
  return {
    authenticatedAt: seconds === null ? null : new Date(seconds * 1_000),
    ageSeconds: seconds === null ? null : Math.max(0, Math.floor(nowMs / 1_000 - seconds)),
    strength: strength.slice(0, 500) || null,
    email: typeof email === 'string' ? email.slice(0, 320) : null,
    emailVerified: typeof verified === 'boolean' ? verified : null,
  };
};

const unauthorized = (detail: string): ProblemError =>
  new ProblemError({ status: 401, code: 'NOT_SIGNED_IN', detail, headers: { 'www-authenticate': 'Bearer' } });
