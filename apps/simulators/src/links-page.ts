import type { Mount } from '@recoup/local/gateway/mount';
import { html } from '@recoup/runtime/http/html';
import { page } from '@recoup/runtime/http/page';

export const linksPage = (services: readonly Mount[]): string =>
  page(
    'Start',
    html`<h1>Recoup, each service for itself</h1>
<ul>${services.map(({ prefix, title }) => html`<li><a href="${prefix}/docs">${title}</a>: <code>${prefix}/v1</code></li>`)}
<li><a href="/mail">Mail</a>: every mail that the services send</li>
<li><a href="/oidc/.well-known/openid-configuration">Sign-in</a></li></ul>`,
  );
