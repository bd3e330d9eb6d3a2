import { randomUUID } from 'node:crypto';
import { possibleDataFolders } from '@recoup/local/data-folder';
import { runningInstance } from '@recoup/local/lock-file';
import { requestToken } from '@recoup/local/request-token';
import { listAt, textAt } from './json-path.ts';

/** A command that cannot be carried out, said in one sentence. */
export class Refused extends Error {}

export type Call = {
  readonly body?: unknown;
  readonly upload?: { readonly bytes: Blob | string; readonly type: string };
  readonly ifMatch?: number;
  readonly key?: string;
};

export type Answer = { readonly status: number; readonly body: unknown };

/** Speaks to a running installation as one person. Paths begin with the service: `/ledger/v1/imports`. */
export type Session = {
  readonly address: string;
  /** Calls and answers whatever comes. */
  readonly ask: (method: string, path: string, call?: Call) => Promise<Answer>;
  /** Calls and expects success; a problem document becomes a refusal in its own words. */
  readonly get: (method: string, path: string, call?: Call) => Promise<unknown>;
};

/** Where the installation answers: RECOUP_ADDRESS, else the embedded host that runs on this machine. */
export const installation = (): string => {
  const given = process.env.RECOUP_ADDRESS;
  if (given) return given.replace(/\/$/, '');
  const running = possibleDataFolders(process.env.RECOUP_DATA).map(runningInstance).find(Boolean);
  if (!running?.address)
    throw new Refused('Nothing runs here. Start it with npm start, or name it in RECOUP_ADDRESS.');
  return running.address;
};

/** A session as a seeded person of the embedded host; with RECOUP_TOKEN, as whoever that token names. */
export const signIn = async (address: string, login: string): Promise<Session> => {
  const given = process.env.RECOUP_TOKEN;
  const { token, refusal } = given ? { token: given } : await requestToken(address, login);
  if (!token) throw new Refused(`No token for ${login}: ${refusal}`);
  return sessionWith(address, token);
};

const sessionWith = (address: string, token: string): Session => {
  const ask = async (
    method: string,
    path: string,
    { body, upload, ifMatch, key }: Call = {},
  ): Promise<Answer> => {
    const headers = new Headers({ authorization: `Bearer ${token}` });
    if (method === 'POST') headers.set('idempotency-key', key ?? randomUUID());
    if (ifMatch !== undefined) headers.set('if-match', `"${ifMatch}"`);
    const type = upload?.type ?? (body === undefined ? undefined : 'application/json');
    if (type) headers.set('content-type', type);
    const payload = upload?.bytes ?? (body === undefined ? null : JSON.stringify(body));
    const response = await fetch(`${address}/api${path}`, { method, headers, body: payload });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : parsed(text) };
  };
  return {
    address,
    ask,
    get: async (method, path, call) => {
      const answer = await ask(method, path, call);
      if (answer.status >= 400) throw new Refused(problemText(answer));
      return answer.body;
    },
  };
};

/** A problem document in the words a person reads: what was refused, then each fault on a line of its own. */
export const problemText = ({ status, body }: Answer): string => {
  const detail = textAt(body, 'detail') || `The service answers ${status}`;
  const errors = listAt(body, 'errors').map(
    (error) => `  ${textAt(error, 'pointer')}: ${textAt(error, 'message')}`,
  );
  const [only, ...others] = errors;
  if (others.length === 0 && only?.trim() === detail) return detail;
  return [
    detail,
    ...errors.slice(0, 20),
    ...(errors.length > 20 ? [`  and ${errors.length - 20} more`] : []),
  ].join('\n');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
