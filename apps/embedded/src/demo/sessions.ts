import { type Session, signIn } from '@recoup/cli/session/session';

/** Everybody who acts in the demo, signed in once. */
export type Sessions = { readonly as: (login: string) => Promise<Session> };

export const sessionsAt = (address: string): Sessions => {
  const sessions = new Map<string, Promise<Session>>();
  return {
    as: (login) => {
      const known = sessions.get(login) ?? signIn(address, login);
      sessions.set(login, known);
      return known;
    },
  };
};

/** The first seeded person of a role: `VP_CLIENT_ACCOUNTING` is `vp-client-accounting-1`. */
export const firstOf = (role: string): string => `${role.toLowerCase().replaceAll('_', '-')}-1`;

/** Asks again until the answer is as wanted; after the limit the last answer stands as the reason. */
export const until = async <T>(
  what: string,
  probe: () => Promise<T | undefined>,
  limitMs = 20_000,
): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
};
