import type { ServerResponse } from 'node:http';
import { type Html, html } from './html.ts';

const style = html`
:root { color-scheme: light dark; --canvas:#F6F7F9; --surface:#FFF; --line:#E4E7EC; --line-2:#CBD0D8; --text:#14171C;
  --text-2:#454C59; --text-3:#626B7A; --accent:#3448C5; --hover:#F4F5F8; --positive:#17734A; --problem:#B4233F; }
@media (prefers-color-scheme: dark) { :root { --canvas:#0E1014; --surface:#15181D; --line:#252A32; --line-2:#39404B;
  --text:#E9EBEF; --text-2:#B0B7C3; --text-3:#8C95A4; --accent:#9DABFF; --hover:#1C2027; --positive:#58C08C; --problem:#FF8FA3; } }
* { box-sizing: border-box } body { margin: 0; background: var(--canvas); color: var(--text);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .35rem } h2 { font-size: 1rem; margin: 2rem 0 .6rem }
p { margin: .35rem 0 .8rem; color: var(--text-2); max-width: 44rem } a { color: var(--accent) }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.sheet { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .55rem .9rem; vertical-align: top;
  border-top: 1px solid var(--line) } thead th { border-top: 0; color: var(--text-3); font-weight: 500; font-size: .85rem }
tbody th { font-weight: 500 } tbody tr:hover { background: var(--hover) } .number { text-align: right; font-variant-numeric: tabular-nums }
code, pre { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, monospace } pre { overflow-x: auto; white-space: pre-wrap; margin: 0;
  padding: .9rem; } .quiet { color: var(--text-3) } .positive { color: var(--positive) } .problem { color: var(--problem) }
button { font: inherit; color: var(--text); background: var(--surface); border: 1px solid var(--line-2); border-radius: 6px;
  padding: .3rem .75rem; cursor: pointer } button:hover { background: var(--hover) }
iframe { display: block; width: 100%; min-height: 32rem; border: 0; background: #FFF }`;

/** A whole page in the project's colours: no script, no outside request, light and dark. */
export const page = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>${title} - Recoup</title>
<style>${style}</style>
</head>
<body><main>${body}</main></body>
</html>
`.markup;

const loopback = 'http://127.0.0.1:* http://localhost:*';
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self' ${loopback}; base-uri 'none'; frame-ancestors 'self'`;

export const sendPage = (response: ServerResponse, status: number, content: string): void => {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  response.end(content);
};

export const sendJson = (response: ServerResponse, status: number, content: unknown): void => {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(`${JSON.stringify(content, null, 2)}\n`);
};
