import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser';

/** One line of the mailbox. `to` are the recipients of the envelope, so hidden copies too. */
export type MessageLine = {
  readonly id: string;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
};

export type Message = MessageLine & { readonly mail: ParsedMail; readonly raw: Buffer };

export type Mailbox = {
  /** How many have ever come, those forgotten since among them. */
  readonly received: () => number;
  readonly keep: (to: readonly string[], content: Buffer) => Promise<MessageLine>;
  /** Newest first. */
  readonly list: () => readonly MessageLine[];
  readonly open: (id: string) => Promise<Message | undefined>;
};

/** How many are kept; older ones are forgotten. */
export const messagesMax = 500;
const recipientHeader = 'X-Envelope-To: ';
const idForm = /^\d{8}T\d{9}Z-\d{6}$/;

const received = (id: string): string =>
  id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-.*$/, '$1-$2-$3T$4:$5:$6.$7Z');

const textOf = (address: AddressObject | readonly AddressObject[] | undefined): string =>
  address === undefined ? '' : 'text' in address ? address.text : address.map(({ text }) => text).join(', ');

/** The recipients stand as header lines on top of the file, so that any mail program can open it. */
const recipientsOf = (raw: Buffer): readonly string[] => {
  const lines = raw.subarray(0, 100_000).toString('latin1').split('\r\n');
  const end = lines.findIndex((line) => !line.startsWith(recipientHeader));
  return lines.slice(0, end).map((line) => line.slice(recipientHeader.length));
};

const opened = async (id: string, raw: Buffer): Promise<Message> => {
  const mail = await simpleParser(raw);
  const { from, subject = '' } = mail;
  return { id, receivedAt: received(id), from: textOf(from), to: recipientsOf(raw), subject, mail, raw };
};

const lineOf = ({ id, receivedAt, from, to, subject }: Message): MessageLine => ({
  id,
  receivedAt,
  from,
  to,
  subject,
});

const unreadable = (id: string): MessageLine => ({
  id,
  receivedAt: received(id),
  from: '',
  to: [],
  subject: '(this mail cannot be read)',
});

/** The number of mails ever received, in a file: most of them are not there any more. */
const countIn = (folder: string, kept: number) => {
  const file = join(folder, 'received');
  const counted = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0;
  let count = Math.max(kept, Number.isNaN(counted) ? 0 : counted);
  return {
    value: () => count,
    add: () => {
      count += 1;
      writeFileSync(file, `${count}\n`, { mode: 0o600 });
    },
  };
};

/** Mail as `.eml` files of one folder, the newest five hundred; what a restart finds there is listed again. */
export const openMailbox = async (folder: string, now: () => Date): Promise<Mailbox> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (id: string) => join(folder, `${id}.eml`);
  const lines: MessageLine[] = [];
  for (const name of readdirSync(folder).sort()) {
    const id = name.replace(/\.eml$/, '');
    if (!idForm.test(id)) continue;
    // One file that cannot be read must not keep the others, and the whole host, from starting.
    const line = await readFile(fileOf(id))
      .then((raw) => opened(id, raw).then(lineOf))
      .catch(() => unreadable(id));
    lines.push(line);
  }
  const count = countIn(folder, lines.length);
  let last = 0;
  const nextId = () => {
    last = (last + 1) % 1_000_000;
    return `${now().toISOString().replace(/[-:.]/g, '')}-${String(last).padStart(6, '0')}`;
  };

  return {
    async keep(to, content) {
      const id = nextId();
      const head = to.map((address) => `${recipientHeader}${address}\r\n`).join('');
      const raw = Buffer.concat([Buffer.from(head), content]);
      const line = lineOf(await opened(id, raw));
      writeFileSync(fileOf(id), raw, { mode: 0o600 });
      lines.push(line);
      for (const { id: old } of lines.splice(0, Math.max(0, lines.length - messagesMax)))
        rmSync(fileOf(old), { force: true, recursive: true });
      count.add();
      return line;
    },
    received: count.value,
    list: () => lines.toReversed(),
    open: async (id) =>
      lines.some((line) => line.id === id) ? opened(id, await readFile(fileOf(id))) : undefined,
  };
};
