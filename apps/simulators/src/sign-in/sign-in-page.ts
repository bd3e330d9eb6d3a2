import type { IncomingMessage, ServerResponse } from 'node:http';
import { html } from '@recoup/runtime/http/html';
import { page, sendPage } from '@recoup/runtime/http/page';
import type Provider from 'oidc-provider';
import { type SeededPerson, seededPeople, seededPerson } from './seeded-people.ts';

const bodyBytesMax = 1_000;

const row = ({ login, displayName }: SeededPerson) => html`
<tr><th scope="row">${displayName}</th><td><code>${login}</code></td>
<td class="number"><button name="login" value="${login}" aria-label="Sign in as ${displayName}, ${login}">Sign in</button></td></tr>`;

const signInPage = (action: string): string =>
  page(
    'Sign in',
    html`<h1>Sign in</h1>
<p>This is the local sign-in of the embedded host. Choose who you want to be; there is no password, and it answers on this machine only.</p>
<form method="post" action="${action}"><div class="sheet"><table>
<thead><tr><th scope="col">Person</th><th scope="col">Login, named for the role</th><th></th></tr></thead>
<tbody>${seededPeople.map(row)}</tbody></table></div></form>`,
  );

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > bodyBytesMax) throw new Error('The sign-in form is too large');
  }
  return body;
};

/** Shows the seeded people of a sign-in under way, and finishes it with the chosen one. */
export const signIn = async (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> => {
  await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    sendPage(response, 200, signInPage(path));
    return;
  }
  const person = seededPerson(new URLSearchParams(await bodyOf(request)).get('login') ?? '');
  const result = person
    ? { login: { accountId: person.login } }
    : { error: 'access_denied', error_description: 'nobody of that name is seeded here' };
  await provider.interactionFinished(request, response, result);
};
