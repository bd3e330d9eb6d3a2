import type { Mount } from '@recoup/local/gateway/mount';
import { type Html, html } from '@recoup/runtime/http/html';
import { page, sendPage } from '@recoup/runtime/http/page';
import * as z from 'zod';

const shownMax = 50;

const Line = z.object({
  account: z.object({ id: z.string() }),
  debit: z.number().optional(),
  credit: z.number().optional(),
  memo: z.string().optional(),
});
const Journal = z.object({
  tranId: z.string(),
  tranDate: z.string(),
  approved: z.boolean(),
  body: z.object({
    memo: z.string().optional(),
    currency: z.object({ id: z.string() }).optional(),
    line: z.object({ items: z.array(Line) }),
  }),
});
const State = z.object({
  journalCount: z.int(),
  journals: z.array(Journal),
  accounts: z.array(z.object({ id: z.string(), number: z.string(), name: z.string() })),
  currencies: z.array(z.object({ id: z.string(), code: z.string() })),
});
type State = z.infer<typeof State>;

const amount = (value: number | undefined): string =>
  value === undefined ? '' : value.toLocaleString('en-US', { minimumFractionDigits: 2 });

const lineRow = ({ account, debit, credit, memo = '' }: z.infer<typeof Line>, { accounts }: State): Html => {
  const { number = account.id, name = '' } = accounts.find(({ id }) => id === account.id) ?? {};
  return html`<tr><td>${number} ${name}</td><td class="number">${amount(debit)}</td>
<td class="number">${amount(credit)}</td><td class="quiet">${memo}</td></tr>`;
};

const journalRows = ({ tranId, tranDate, approved, body }: z.infer<typeof Journal>, state: State): Html => {
  const currency = state.currencies.find(({ id }) => id === body.currency?.id)?.code ?? '';
  return html`<tr><th scope="rowgroup" colspan="4">${tranId} of ${tranDate}, ${currency}${approved ? '' : ', not approved yet'}
<span class="quiet">${body.memo ?? ''}</span></th></tr>${body.line.items.map((line) => lineRow(line, state))}`;
};

/** The newest journals of the general ledger, as an accountant reads them. */
export const journalsPage = (answer: unknown, stateAddress: string): string => {
  const state = State.parse(answer);
  const journals = state.journals.slice(-shownMax).reverse();
  const more = state.journalCount > journals.length ? ` The newest ${journals.length} are shown.` : '';
  return page(
    'Journals',
    html`<h1>Journals of the general ledger</h1>
<p>${state.journalCount} posted to the simulator of NetSuite.${more} <a href="${stateAddress}">All of its state as JSON</a> · <a href="/">Start page</a></p>
${
  journals.length === 0
    ? html``
    : html`<div class="sheet"><table><thead><tr><th scope="col">Account</th><th scope="col" class="number">Debit</th>
<th scope="col" class="number">Credit</th><th scope="col">Memo</th></tr></thead>${journals.map(
        (journal) => html`<tbody>${journalRows(journal, state)}</tbody>`,
      )}</table></div>`
}`,
  );
};

/** The page below the one address; the general ledger is asked each time. */
export const mountJournals = (glAddress: string): Mount => ({
  prefix: '/journals',
  title: 'Journals',
  listener: (_request, response) => {
    const stateAddress = `${glAddress}/__admin/state`;
    fetch(stateAddress)
      .then((answer) => answer.json())
      .then((state) => sendPage(response, 200, journalsPage(state, stateAddress)))
      .catch(() =>
        sendPage(response, 502, page('Journals', html`<h1>The general ledger does not answer</h1>`)),
      );
  },
});
