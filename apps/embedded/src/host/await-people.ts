import { requestToken } from '@recoup/local/request-token';
import { seededPeople } from '@recoup/simulators/sign-in/seeded-people';
import * as z from 'zod';

const limitMs = 15_000;
const pollMs = 25;

/**
 * Waits until all seeded people have reached every service: each keeps its own copy, fed by events, and knows nobody before
 * that. Asking for the dead letters is the same question in all of them; a known person without the role is known too.
 */
export const awaitPeople = async (address: string, prefixes: readonly string[]): Promise<void> => {
  const end = Date.now() + limitMs;
  for (const { login } of seededPeople) {
    const { token } = await requestToken(address, login);
    for (const prefix of prefixes) {
      while (!(await knows(`${address}${prefix}/v1/dead-letters`, token ?? ''))) {
        if (Date.now() > end)
          throw new Error(`${prefix} did not receive the person ${login} within ${limitMs / 1000} s`);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    }
  }
};

const problem = z.object({ code: z.string().optional() });

const knows = async (url: string, token: string): Promise<boolean> => {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  const { code } = problem.parse(await response.json());
  return response.ok || code === 'ROLE_REQUIRED';
};
