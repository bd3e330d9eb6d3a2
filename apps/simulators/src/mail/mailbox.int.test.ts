import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aServerOf } from '../mounted.fixture.ts';
import { openMailbox } from './mailbox.ts';
import { mountMailbox } from './mount-mailbox.ts';
import { startSmtpServer } from './smtp-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'recoup-mail-'));
const start = async () => {
  const mailbox = await openMailbox(folder, () => new Date());
  const smtp = await startSmtpServer(mailbox, 25_250, () => {});
  const [pages, list] = mountMailbox(mailbox);
  if (!pages || !list) throw new Error('The mailbox has two mounts');
  return {
    mailbox,
    smtp,
    pages: await aServerOf(async () => pages),
    list: await aServerOf(async () => list),
  };
};
let running: Awaited<ReturnType<typeof start>>;

beforeAll(async () => {
  running = await start();
});
afterAll(async () => {
  await running.smtp.stop();
  await running.pages.close();
  await running.list.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A sender in the words of RFC 5321, so that the server is not tested by a library of its own family. */
const send = async (to: readonly string[], content: string): Promise<readonly string[]> => {
  const socket = connect(running.smtp.port, '127.0.0.1');
  const answers: string[] = [];
  const lines = createInterface(socket)[Symbol.asyncIterator]();
  const say = async (text?: string) => {
    if (text !== undefined) socket.write(`${text}\r\n`);
    let line = '';
    do line = (await lines.next()).value ?? '';
    while (/^\d{3}-/.test(line));
    answers.push(line);
  };
  await say();
  await say('EHLO notifier');
  await say('MAIL FROM:<recoup@recoup.example>');
  for (const address of to) await say(`RCPT TO:<${address}>`);
  await say('DATA');
  await say(`${content.replaceAll('\n', '\r\n')}\r\n.`);
  await say('QUIT');
  socket.destroy();
  return answers;
};

const approval = `From: Recoup <recoup@recoup.example>
To: agent-1@recoup.example
Subject: Approve write-off: <b>XYZ</b>, USD 41,250.00
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=outer

--outer
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain; charset=utf-8

Nine invoices <wait> for you.
--inner
Content-Type: text/html; charset=utf-8

<p>Nine invoices</p><script>document.title = 'run'</script>
--inner--
--outer
Content-Type: text/csv; name="lines.csv"
Content-Disposition: attachment; filename="lines.csv"

a,b
--outer--`;

const firstId = () => running.mailbox.list()[0]?.id ?? '';
const get = (path: string) => fetch(`${running.pages.address}/mail${path}`);

it('keeps a mail with every recipient of its envelope, hidden copies too', async () => {
  const answers = await send(['agent-1@recoup.example', 'hidden@recoup.example'], approval);

  expect(answers.at(-2)).toMatch(/^250 kept as/);
  expect(await (await fetch(`${running.list.address}/mail.json`)).json()).toMatchObject({
    received: 1,
    kept: 1,
    messages: [
      {
        to: ['agent-1@recoup.example', 'hidden@recoup.example'],
        subject: 'Approve write-off: <b>XYZ</b>, USD 41,250.00',
      },
    ],
  });
});

it('shows what the mail says without letting it act', async () => {
  const shown = await get(`/${firstId()}`);
  const text = await shown.text();
  expect(text).toContain('Approve write-off: &lt;b&gt;XYZ&lt;/b&gt;');
  expect(text).toContain('Nine invoices &lt;wait&gt; for you.');
  expect(text).toContain('lines.csv');
  expect(text).not.toContain('<script>');
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");

  const part = await get(`/${firstId()}/html`);
  expect(part.headers.get('content-security-policy')).toMatch(
    /^sandbox allow-popups [^;]*; default-src 'none'/,
  );
  expect(part.headers.get('content-security-policy')).not.toContain('allow-scripts');
});

it('hands a message out as JSON and as a file', async () => {
  const json = await (await get(`/${firstId()}.json`)).json();
  expect(json).toMatchObject({
    text: expect.stringContaining('Nine invoices'),
    attachments: [{ filename: 'lines.csv' }],
  });
  expect(await (await get(`/${firstId()}.eml`)).text()).toContain('Content-Disposition: attachment');
});

it.each(['/20260101T000000000Z-000001', '/..%2f..%2fetc', '/nothing'])('knows no mail %s', async (path) => {
  expect((await get(path)).status).toBe(404);
});

it('lists the newest mail first, also after a restart', async () => {
  await send(['cfo-1@recoup.example'], 'From: recoup@recoup.example\nSubject: Second\n\nBody');

  const again = await openMailbox(folder, () => new Date());

  expect(again.list().map(({ subject }) => subject)).toEqual([
    'Second',
    'Approve write-off: <b>XYZ</b>, USD 41,250.00',
  ]);
});

it('keeps the newest five hundred, and says how many came', async () => {
  const own = mkdtempSync(join(tmpdir(), 'recoup-mail-'));
  const mailbox = await openMailbox(own, () => new Date('2026-03-02T12:00:00Z'));
  for (let sent = 1; sent <= 502; sent += 1)
    await mailbox.keep(['a@b.example'], Buffer.from(`Subject: ${sent}\r\n\r\n`));

  expect(mailbox.list().length).toBe(500);
  expect(mailbox.list().at(-1)?.subject).toBe('3');
  expect(readdirSync(own).filter((name) => name.endsWith('.eml'))).toHaveLength(500);
  const again = await openMailbox(own, () => new Date());
  const [pages, list] = mountMailbox(again);
  if (!pages || !list) throw new Error('The mailbox has two mounts');
  const [page, json] = [await aServerOf(async () => pages), await aServerOf(async () => list)];
  expect(await (await fetch(`${page.address}/mail`)).text()).toContain('The newest 500 of 502 mails');
  expect(await (await fetch(`${json.address}/mail.json`)).json()).toMatchObject({ received: 502, kept: 500 });
  await page.close();
  await json.close();
  rmSync(own, { recursive: true, force: true });
});

it('opens although one file cannot be read, and says which', async () => {
  const own = mkdtempSync(join(tmpdir(), 'recoup-mail-'));
  const mailbox = await openMailbox(own, () => new Date('2026-03-02T12:00:00Z'));
  await mailbox.keep(['a@b.example'], Buffer.from('Subject: whole\r\n\r\n'));
  // A folder of a mail's name cannot be read as a file, by root either.
  mkdirSync(join(own, '20260302T110000000Z-000009.eml'));

  const again = await openMailbox(own, () => new Date());

  expect(again.list().map(({ subject }) => subject)).toEqual(['whole', '(this mail cannot be read)']);
  rmSync(own, { recursive: true, force: true });
});
