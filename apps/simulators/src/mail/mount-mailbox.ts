import type { RequestListener, ServerResponse } from 'node:http';
import type { Mount } from '@recoup/local/gateway/mount';
import { html } from '@recoup/runtime/http/html';
import { page, sendJson, sendPage } from '@recoup/runtime/http/page';
import { type Mailbox, type Message, messagesMax } from './mailbox.ts';
import { mailboxPage, messagePage } from './mailbox-pages.ts';

const wanted = /^\/(?<id>[\dTZ-]+)(?<form>\.json|\.eml|\/html)?$/;

/** No script, no outside request, no access to this origin, whatever the mail holds. */
const sandbox =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

const asJson = ({ id, receivedAt, from, to, subject, mail }: Message) => ({
  id,
  receivedAt,
  from,
  to,
  subject,
  text: mail.text ?? null,
  html: mail.html || null,
  headers: mail.headerLines.map((header) => header.line),
  attachments: mail.attachments.map(({ filename, contentType, size }) => ({ filename, contentType, size })),
});

const send = (response: ServerResponse, headers: Record<string, string>, content: string | Buffer) => {
  response.writeHead(200, { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...headers });
  response.end(content);
};

const sendMessage = (response: ServerResponse, message: Message, form: string | undefined): void => {
  if (form === '.json') sendJson(response, 200, asJson(message));
  else if (form === '.eml') send(response, { 'content-type': 'message/rfc822' }, message.raw);
  else if (form === '/html') {
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': sandbox };
    send(response, headers, `<base target="_blank">${message.mail.html || ''}`);
  } else sendPage(response, 200, messagePage(message));
};

const missing = page(
  'No such mail',
  html`<h1>No such mail</h1><p>The mailbox keeps the newest ${messagesMax}. <a href="/mail">All mail</a></p>`,
);

const answer = async (mailbox: Mailbox, path: string, response: ServerResponse): Promise<void> => {
  const { id = '', form } = wanted.exec(path)?.groups ?? {};
  const message = await mailbox.open(id);
  if (path === '/') sendPage(response, 200, mailboxPage(mailbox.list(), mailbox.received()));
  else if (message) sendMessage(response, message, form);
  else sendPage(response, 404, missing);
};

/** The mailbox for people (`/mail`) and for programs (`/mail.json`, `/mail/:id.json`). */
export const mountMailbox = (mailbox: Mailbox): readonly Mount[] => {
  const listener: RequestListener = (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    answer(mailbox, path, response).catch(() => {
      if (!response.headersSent)
        sendPage(response, 500, page('Mail', html`<h1>This mail cannot be read</h1>`));
    });
  };
  const list: RequestListener = (_request, response) => {
    const messages = mailbox.list();
    sendJson(response, 200, { received: mailbox.received(), kept: messages.length, messages });
  };
  return [
    { prefix: '/mail', title: 'Mail', listener },
    { prefix: '/mail.json', title: 'Mail as JSON', listener: list },
  ];
};
