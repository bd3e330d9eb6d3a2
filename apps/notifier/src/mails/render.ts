import { html } from '@recoup/runtime/http/html';
import type { Mail } from './mail.ts';

/** What is kept of a mail until it is sent. */
export type Written = Pick<Mail, 'subject' | 'opening' | 'facts' | 'closing' | 'button'>;

export type Rendered = { readonly text: string; readonly html: string };

/**
 * A mail as text, the first-class part, and as plain HTML that works without images. The link names the place and the
 * delivery; it carries no authority and opening it changes nothing.
 */
export const render = (mail: Written, consoleUrl: string, deliveryId: string): Rendered => {
  const link = linkOf(mail, consoleUrl, deliveryId);
  const text = [
    wrap(mail.opening),
    '',
    ...mail.facts.map(([name, value]) => wrap(`${name}: ${oneLine(value)}`)),
    '',
    `${mail.button.label}:`,
    link,
    '',
    wrap(mail.closing),
    '',
  ].join('\n');
  const rows = mail.facts.map(
    ([name, value]) =>
      html`<tr><td style="padding:4px 16px 4px 0;color:#555">${name}</td><td>${value}</td></tr>\n`,
  );
  const { markup } = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${mail.subject}</title></head>
<body style="font-family:system-ui,sans-serif;line-height:1.5;margin:0;padding:24px">
<div style="max-width:600px">
<h1 style="font-size:18px">${mail.opening}</h1>
<table role="presentation" style="border-collapse:collapse">${rows}</table>
<p><a href="${link}" style="display:inline-block;padding:10px 18px;background:#1a4fa3;color:#fff;text-decoration:none">${mail.button.label}</a></p>
<p style="color:#555">${mail.closing}</p>
<p style="color:#555;font-size:12px">${link}</p>
</div></body></html>
`;
  return { text, html: markup };
};

export const bundle = (subject: string, mails: readonly Written[]): Written => {
  const shown = mails.slice(0, 10);
  const more = mails.length - shown.length;
  return {
    subject,
    opening: `${subject}.`,
    facts: [
      ...shown.map((mail, index) => [String(index + 1), mail.subject] as const),
      ...(more > 0 ? [['And', `${more} more`] as const] : []),
    ],
    closing: mails[0]?.closing ?? '',
    button: { label: 'Open my work list', path: '/cases?view=my-today', act: null },
  };
};

const linkOf = ({ button }: Written, consoleUrl: string, deliveryId: string): string => {
  const link = new URL(button.path, consoleUrl);
  if (button.act) link.searchParams.set('act', button.act);
  link.searchParams.set('n', deliveryId);
  return link.href;
};

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Lines of at most 72 columns; the next lines of a paragraph are indented. A single longer word stays whole. */
const wrap = (text: string): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of oneLine(text).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > 72) {
      lines.push(line);
      line = `  ${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
};
