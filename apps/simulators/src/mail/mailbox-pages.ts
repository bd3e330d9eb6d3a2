import { type Html, html } from '@recoup/runtime/http/html';
import { page } from '@recoup/runtime/http/page';
import type { Attachment } from 'mailparser';
import type { Message, MessageLine } from './mailbox.ts';

const at = (iso: string): Html =>
  html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;

const line = ({ id, receivedAt, from, to, subject }: MessageLine): Html => html`
<tr><td class="quiet">${at(receivedAt)}</td><th scope="row"><a href="/mail/${id}">${subject || '(no subject)'}</a></th>
<td>${to.join(', ')}</td><td class="quiet">${from}</td></tr>`;

/** What is on the page, of all that came. */
const kept = (received: number, shown: number): string =>
  received > shown
    ? `The newest ${shown} of ${received} mails that the services have sent`
    : 'Everything the services have sent';

export const mailboxPage = (messages: readonly MessageLine[], received: number): string =>
  page(
    'Mail',
    html`<h1>Mail</h1>
<p>${kept(received, messages.length)}, newest first. Nothing leaves this machine. <a href="/mail.json">As JSON</a> · <a href="/">Start page</a></p>
${
  messages.length === 0
    ? html`<p>No mail yet.</p>`
    : html`<div class="sheet"><table><thead><tr><th scope="col">Received</th><th scope="col">Subject</th><th scope="col">To</th>
<th scope="col">From</th></tr></thead><tbody>${messages.map(line)}</tbody></table></div>`
}`,
  );

const attachment = ({ filename, contentType, size }: Attachment): Html =>
  html`<tr><th scope="row">${filename ?? '(no name)'}</th><td>${contentType}</td><td class="number">${size} bytes</td></tr>`;

const shown = (title: string, content: Html): Html =>
  html`<h2>${title}</h2><div class="sheet">${content}</div>`;

/** The HTML part stands in a frame of its own, without scripts and cut off from this page. */
const framed = ({ id, subject }: Message): Html =>
  html`<iframe src="/mail/${id}/html" title="HTML part of ${subject}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`;

export const messagePage = (message: Message): string => {
  const { id, subject, from, to, receivedAt, mail } = message;
  return page(
    subject || 'Mail',
    html`<p><a href="/mail">All mail</a></p><h1>${subject || '(no subject)'}</h1>
<p>From ${from || 'nobody'} to ${to.join(', ')}, ${at(receivedAt)} · <a href="/mail/${id}.eml">.eml</a> · <a href="/mail/${id}.json">JSON</a></p>
${mail.html ? shown('HTML part', framed(message)) : html``}
${mail.text ? shown('Text part', html`<pre>${mail.text}</pre>`) : html``}
${mail.attachments.length > 0 ? shown('Attachments', html`<table><tbody>${mail.attachments.map(attachment)}</tbody></table>`) : html``}
${shown('Headers', html`<pre>${mail.headerLines.map((header) => header.line).join('\n')}</pre>`)}`,
  );
};
