import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
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

/** The clock of an installation that is tried out: `POST /clock` with `{ "to": "2026-04-05T09:00:00Z" }` puts it ahead, never back. */
export const movableClock = (file: string): MovableClock => {
  const now = clockOf(file);
  const moveTo = (to: Date): boolean => {
    const ahead = to.getTime() - Date.now();
    const known = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    if (ahead < known) return false;
    writeFileSync(`${file}.new`, String(ahead));
    renameSync(`${file}.new`, file);
    return true;
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, body: Readonly<Record<string, string>>) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method !== 'POST') return void send(200, { now: now().toISOString() });
    const asked = Move.safeParse(await json(request).catch(() => undefined));
    if (!asked.success) return void send(400, { detail: 'to: must be a time such as 2026-04-05T09:00:00Z' });
    if (!moveTo(new Date(asked.data.to))) return void send(409, { detail: 'The clock is never put back.' });
    return void send(200, { now: asked.data.to });
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
