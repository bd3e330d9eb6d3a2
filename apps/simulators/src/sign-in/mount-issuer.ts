import { join } from 'node:path';
import type { Mount } from '@recoup/local/gateway/mount';
import { html } from '@recoup/runtime/http/html';
import { page, sendPage } from '@recoup/runtime/http/page';
import { openIdProvider } from './provider.ts';
import type { AskedFrom } from './seeded-person-grant.ts';
import { signIn } from './sign-in-page.ts';
import { signingKey } from './signing-key.ts';

const prefix = '/oidc';

/** The issuer below `/oidc` of the host at `address`; its key lies in the data folder. */
export const mountIssuer = async (
  address: string,
  dataDir: string,
  askedFrom: AskedFrom = 'this-machine',
): Promise<Mount & { readonly issuer: string }> => {
  const issuer = `${address}${prefix}`;
  const provider = openIdProvider(
    issuer,
    await signingKey(join(dataDir, 'issuer', 'signing-key.json')),
    Date.now,
    askedFrom,
  );
  const answer = provider.callback();
  return {
    prefix,
    title: 'Sign-in (OpenID provider)',
    issuer,
    listener: (request, response) => {
      const path = request.url ?? '/';
      if (!path.startsWith('/sign-in/')) {
        void answer(request, response);
        return;
      }
      signIn(provider, request, response, `${prefix}${path}`).catch(() => {
        const body = html`<h1>This sign-in is over</h1><p>Start again from where you came.</p>`;
        if (!response.headersSent) sendPage(response, 400, page('Sign-in', body));
      });
    },
  };
};
