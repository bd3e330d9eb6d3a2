import { requestToken } from '@recoup/local/request-token';
import { seededPeople } from '@recoup/simulators/sign-in/seeded-people';
import * as z from 'zod';

const limitMs = 15_000;
const pollMs = 25;
/** The service whose people these are; the others keep copies. */
const source = '/api/packet';

/**
 * Waits until the seeded people whom packet-service still knows have reached every service: each keeps its own copy, fed by events,
 * and knows nobody before that. Administrators may have deactivated any of them. Answers who had not arrived in time, and where.
 */
export const awaitPeople = async (
  address: string,
  prefixes: readonly string[],
): Promise<readonly string[]> => {
  const end = Date.now() + limitMs;
  const missing: string[] = [];
  for (const { login } of seededPeople) {
    const { token = '' } = await requestToken(address, login);
    const asked = (prefix: string) => standing(`${address}${prefix}/v1/dead-letters`, token);
    if ((await answered(() => asked(source), end)) !== 'known') continue;
    for (const prefix of prefixes)
      if ((await answered(() => asked(prefix), end, 'known')) !== 'known')
        missing.push(`${login} at ${prefix}`);
  }
  return missing;
};

type Standing = 'known' | 'unknown' | 'no answer';

const answered = async (ask: () => Promise<Standing>, end: number, wanted?: Standing): Promise<Standing> => {
  for (;;) {
    const now = await ask();
    if ((wanted ? now === wanted : now !== 'no answer') || Date.now() > end) return now;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

const problem = z.object({ code: z.string().optional() });

/** The list of dead letters is the same question in every service; a known person without the role for it is known too. */
const standing = async (url: string, token: string): Promise<Standing> => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { code } = problem.parse(await response.json());
  if (response.ok || code === 'ROLE_REQUIRED') return 'known';
  return code === 'UNKNOWN_PERSON' ? 'unknown' : 'no answer';
};
