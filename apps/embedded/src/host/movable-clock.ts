import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mount } from '@recoup/local/gateway/mount';
import { clockOf } from '@recoup/runtime/process/clock';
import * as z from 'zod';

export type MovableClock = {
  /** What the services read it from. */
  readonly file: string;
  readonly now: () => Date;
  readonly mount: Mount;
};

const Move = z.strictObject({ to: z.iso.datetime() });

/** Far enough to see a year pass, and near enough that no date overflows; there is no way back. */
const furthestMs = 2 * 366 * 24 * 60 * 60 * 1_000;

/** The clock of an installation that is tried out: `POST /clock` with `{ "to": "2026-04-05T09:00:00Z" }` puts it ahead, never back. */
export const movableClock = (file: string): MovableClock => {
  const now = clockOf(file);
  const moveTo = (to: Date): string | undefined => {
    const ahead = to.getTime() - Date.now();
    const known = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (ahead < known) return 'The clock is never put back.';
    if (ahead > furthestMs) return 'The clock is put ahead by two years at most.';
    writeFileSync(`${file}.new`, String(ahead));
    renameSync(`${file}.new`, file);
    return undefined;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: Readonly<Record<string, string>>): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method === 'GET') return send(200, { now: now().toISOString() });
    if (request.method !== 'POST') return send(405, { detail: 'Ask by GET, or move the clock by POST.' });
    // A page of another site may send a form or a text, but no JSON without being asked first.
    if (request.headers['content-type'] !== 'application/json' || request.headers.origin !== undefined)
      return send(415, { detail: 'Send application/json, and not from a web page.' });
    const asked = Move.safeParse(await bodyOf(request));
    if (!asked.success) return send(400, { detail: 'to: must be a time such as 2026-04-05T09:00:00Z' });
    const refusal = moveTo(new Date(asked.data.to));
    return refusal === undefined ? send(200, { now: asked.data.to }) : send(409, { detail: refusal });
  };
  return {
    file,
    now,
    mount: {
      prefix: '/clock',
      title: 'Clock',
      listener: (request, response) => void answer(request, response),
    },
  };
};

const bodyMax = 1_000;

/** What a small body holds; nothing where it is larger or no JSON. */
const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > bodyMax) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
