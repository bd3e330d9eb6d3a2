import * as z from 'zod';

/** The extension grant behind `npm run token`: a token for a seeded person, without a password. */
export const seededPersonGrant = 'urn:recoup:grant-type:seeded-person';
export const tokenCommandClient = 'recoup-token-command';

const Answer = z.object({ access_token: z.string().optional(), error_description: z.string().optional() });

/** A bearer token of the running host at this address for a seeded person, or why there is none. */
export const requestToken = async (
  address: string,
  login: string,
): Promise<
  { readonly token: string; readonly refusal?: never } | { readonly token?: never; readonly refusal: string }
> => {
  const response = await fetch(`${address}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: seededPersonGrant, client_id: tokenCommandClient, login }),
  });
  const answer = Answer.safeParse(await response.json().catch(() => undefined));
  if (!answer.success) return { refusal: 'this address does not answer as a Recoup sign-in' };
  const { access_token: token, error_description: reason } = answer.data;
  return token === undefined ? { refusal: reason ?? `the issuer answered ${response.status}` } : { token };
};
