import type { Letter } from './mail.ts';

/** What is kept of a letter until it is sent. */
export type Written = Pick<Letter, 'subject' | 'opening' | 'facts' | 'closing' | 'button'>;

export type Rendered = { readonly text: string; readonly html: string };

/**
 * A letter as text, the first-class part, and as plain HTML that works without images. The link names the place and the
 * delivery; it carries no authority and opening it changes nothing.
 */
export const render = (letter: Written, consoleUrl: string, deliveryId: string): Rendered => {
  const link = linkOf(letter, consoleUrl, deliveryId);
  const text = [
    wrap(letter.opening),
    '',
    ...letter.facts.map(([name, value]) => wrap(`${name}: ${oneLine(value)}`)),
    '',
    `${letter.button.label}:`,
    link,
    '',
    wrap(letter.closing),
    '',
  ].join('\n');
  const rows = letter.facts.map(
    ([name, value]) =>
      `<tr><td style="padding:4px 16px 4px 0;color:#555">${escaped(name)}</td><td>${escaped(value)}</td></tr>`,
  );
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escaped(letter.subject)}</title></head>
<body style="font-family:system-ui,sans-serif;line-height:1.5;margin:0;padding:24px">
<div style="max-width:600px">
<h1 style="font-size:18px">${escaped(letter.opening)}</h1>
<table role="presentation" style="border-collapse:collapse">${rows.join('\n')}</table>
<p><a href="${escaped(link)}" style="display:inline-block;padding:10px 18px;background:#1a4fa3;color:#fff;text-decoration:none">${escaped(letter.button.label)}</a></p>
<p style="color:#555">${escaped(letter.closing)}</p>
<p style="color:#555;font-size:12px">${escaped(link)}</p>
</div></body></html>
`;
  return { text, html };
};

/** Several letters of one template to one person as one. */
export const bundle = (subject: string, letters: readonly Written[]): Written => {
  const shown = letters.slice(0, 10);
  const more = letters.length - shown.length;
  return {
    subject,
    opening: `${subject}.`,
    facts: [
      ...shown.map((letter, index) => [String(index + 1), letter.subject] as const),
      ...(more > 0 ? [['And', `${more} more`] as const] : []),
    ],
    closing: letters[0]?.closing ?? '',
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

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => escapes[character] ?? '');
