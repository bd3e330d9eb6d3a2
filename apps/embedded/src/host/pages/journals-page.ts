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
const Applied = z.object({
  tranId: z.string(),
  tranDate: z.string(),
  body: z.object({
    memo: z.string().optional(),
    currency: z.object({ id: z.string() }),
    apply: z.object({
      items: z.array(z.object({ doc: z.object({ id: z.string() }), amount: z.number().optional() })),
    }),
  }),
});
const State = z.object({
  journalCount: z.int(),
  journals: z.array(Journal),
  applied: z.array(Applied),
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

const appliedRow = ({ tranId, tranDate, body }: z.infer<typeof Applied>, { currencies }: State): Html => {
  const currency = currencies.find(({ id }) => id === body.currency.id)?.code ?? '';
  const invoices = body.apply.items
    .map(({ doc, amount: given }) => `${amount(given)} to ${doc.id}`)
    .join(', ');
  return html`<tr><td>${tranId} of ${tranDate}, ${currency}</td><td>${invoices}</td><td class="quiet">${body.memo ?? ''}</td></tr>`;
};

const appliedTable = (state: State): Html => {
  const records = state.applied.slice(-shownMax).reverse();
  return records.length === 0
    ? html``
    : html`<h2>Payments and credit memos</h2><div class="sheet"><table><thead><tr><th scope="col">Document</th>
<th scope="col">Applied to invoices</th><th scope="col">Memo</th></tr></thead><tbody>${records.map((record) => appliedRow(record, state))}</tbody></table></div>`;
};

/** The newest journals of the general ledger, and what its payments and credit memos apply, as an accountant reads them. */
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
}${appliedTable(state)}`,
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
