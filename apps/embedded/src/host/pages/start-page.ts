import { type Html, html } from '@recoup/runtime/http/html';
import { page } from '@recoup/runtime/http/page';
import { seededPeople } from '@recoup/simulators/sign-in/seeded-people';

/** A service as the start page shows it: below its prefix at the one address, and on ports of its own. */
export type ShownService = {
  readonly title: string;
  readonly prefix: string;
  readonly address: string;
  readonly adminAddress: string;
};

/** A process that takes a part of a service's work, such as a scorer: it has no API. */
export type ShownWorker = { readonly name: string; readonly adminAddress: string };

export type Shown = {
  readonly address: string;
  readonly services: readonly ShownService[];
  readonly workers: readonly ShownWorker[];
  readonly issuer: string;
  readonly smtpPort: number;
  readonly glAddress: string;
  readonly postgresPort: number;
  /** The brokers of Kafka; none when PostgreSQL carries the messages. */
  readonly brokers: readonly string[];
  readonly dataDir: string;
};

const link = (href: string, text: string): Html => html`<a href="${href}">${text}</a>`;

const operations = (adminAddress: string): Html =>
  html`${link(`${adminAddress}/readyz`, 'health')} · ${link(`${adminAddress}/metrics`, 'metrics')}`;

const serviceRow = ({ title, prefix, address, adminAddress }: ShownService): Html => html`
<tr><th scope="row">${title}</th><td><code>${prefix}/v1</code></td><td>${link(`${prefix}/docs`, 'Documentation')} · ${link(`${prefix}/openapi.json`, 'OpenAPI')}</td>
<td><code>${address}</code></td><td>${operations(adminAddress)}</td></tr>`;

const workerRow = ({ name, adminAddress }: ShownWorker): Html => html`
<tr><th scope="row">${name}</th><td></td><td></td><td></td><td>${operations(adminAddress)}</td></tr>`;

const services = ({ services: shown, workers }: Shown): Html =>
  shown.length === 0
    ? html`<p>This host runs no services.</p>`
    : html`<div class="sheet"><table><thead><tr><th scope="col">Service</th><th scope="col">Path here</th>
<th scope="col">API</th><th scope="col">Direct address</th><th scope="col">Operations</th></tr></thead>
<tbody>${shown.map(serviceRow)}${workers.map(workerRow)}</tbody></table></div>`;

const example = ({ address, services: [first] }: Shown): string =>
  `curl -H "Authorization: Bearer $(npm run -s token -- agent-1)" ${address}${first?.prefix ?? '/api/packet'}/v1/...`;

/** On a phone a row becomes a block of lines, so that nothing is cut off at the side. */
const narrow = html`<style>@media (max-width: 40rem) { thead { display: none } tbody, tr, th, td { display: block }
tr { border-top: 1px solid var(--line); padding: .4rem 0 } th, td { border: 0; padding: .1rem .9rem; overflow-wrap: anywhere }
td:empty { display: none } }</style>`;

export const startPage = (shown: Shown): string =>
  page(
    'Start',
    html`${narrow}<h1>Recoup is running</h1>
<p>It prevents receivables from becoming write-offs, gets the unavoidable ones approved and posted with evidence, and brings the
money back. Everything on this page can be reached from this machine only.</p>

<h2>Services</h2>
${services(shown)}

<h2>Also running</h2>
<div class="sheet"><table><tbody>
<tr><th scope="row">Mail</th><td>${link('/mail', 'Mailbox')} · ${link('/mail.json', 'as JSON')}</td>
<td class="quiet">every mail that the services send; SMTP on port ${shown.smtpPort}</td></tr>
<tr><th scope="row">General ledger</th><td>${link('/journals', 'Journals')} · ${link(`${shown.glAddress}/__admin/state`, 'state as JSON')}</td>
<td class="quiet">a simulator of NetSuite at ${shown.glAddress}</td></tr>
<tr><th scope="row">Sign-in</th><td>${link('/oidc/.well-known/openid-configuration', 'OpenID configuration')}</td>
<td class="quiet">issuer ${shown.issuer}</td></tr>
<tr><th scope="row">PostgreSQL</th><td>127.0.0.1:${shown.postgresPort}</td>
<td class="quiet">data in ${shown.dataDir}</td></tr>
<tr><th scope="row">Messages</th><td>${shown.brokers.length === 0 ? 'over PostgreSQL' : `over Kafka, ${shown.brokers.join(', ')}`}</td>
<td class="quiet">events between the services</td></tr>
</tbody></table></div>

<h2>Call an API as one of the seeded people</h2>
<div class="sheet"><pre>${example(shown)}</pre></div>
<p>Two people hold each role: ${seededPeople
      .filter(({ login }) => login.endsWith('-1'))
      .map(({ login }) => login)
      .join(', ')}, and
the same with -2. A token is valid for one hour.</p>`,
  );
