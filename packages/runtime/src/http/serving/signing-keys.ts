import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** The keys of the sign-in service cannot be had: nobody's token is at fault. */
export class KeysUnavailable extends Error {
  constructor(cause: unknown) {
    super('the keys of the sign-in service cannot be read', { cause });
  }
}

const freshMs = 10 * 60_000;
/** A withdrawn key is taken for no longer than this while the sign-in service does not answer. */
const usableMs = 24 * 60 * 60_000;
const askAgainMs = 5_000;

/**
 * The published keys of an issuer. They are read again after ten minutes, and when a token names one that is not known. While that
 * fails the keys in hand count for a day, since an outage of the sign-in service need not sign everybody out.
 */
export const signingKeys = (url: string, now: () => number): JWTVerifyGetKey => {
  // It looks keys up and reads them; when they are read again is decided here.
  const known = createRemoteJWKSet(new URL(url), {
    timeoutDuration: 3_000,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    cooldownDuration: Number.POSITIVE_INFINITY,
  });
  let readAt: number | undefined;
  let failedAt: number | undefined;
  let failure: unknown;

  const within = (at: number | undefined, ms: number) => at !== undefined && now() - at < ms;
  const read = async (): Promise<void> => {
    if (within(failedAt, askAgainMs)) throw new KeysUnavailable(failure);
    try {
      await known.reload();
      readAt = now();
    } catch (error) {
      failedAt = now();
      failure = error;
      throw new KeysUnavailable(error);
    }
  };
  const keepUsable = async (): Promise<void> => {
    if (within(readAt, freshMs)) return;
    try {
      await read();
    } catch (error) {
      if (!within(readAt, usableMs)) throw error;
    }
  };

  return async (header, token) => {
    await keepUsable();
    try {
      return await known(header, token);
    } catch (error) {
      // A published key that nobody can use is the fault of who published it.
      if (!(error instanceof errors.JOSEError)) throw new KeysUnavailable(error);
      if (!(error instanceof errors.JWKSNoMatchingKey) || within(readAt, askAgainMs)) throw error;
      await read();
      return known(header, token);
    }
  };
};
