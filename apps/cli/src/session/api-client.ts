import { randomUUID } from 'node:crypto';
import type { LedgerApi } from '@recoup/contracts/api/ledger';
import type { NotifierApi } from '@recoup/contracts/api/notifier';
import type { PacketApi } from '@recoup/contracts/api/packet';
import type { RiskApi } from '@recoup/contracts/api/risk';

/** The operations of an installation, by method and path, as the API documents of its services describe them. */
type Operations = {
  readonly get: LedgerApi['get'] & NotifierApi['get'] & PacketApi['get'] & RiskApi['get'];
  readonly post: LedgerApi['post'] & NotifierApi['post'] & PacketApi['post'] & RiskApi['post'];
  readonly put: PacketApi['put'];
  readonly patch: PacketApi['patch'];
  readonly delete: PacketApi['delete'];
};
export type Problem = PacketApi['problem'];

type Method = keyof Operations;
type Path<M extends Method> = keyof Operations[M] & string;
type Part<Operation, Name extends 'call' | 'answer'> =
  Operation extends Readonly<Record<Name, infer Found>> ? Found : never;

/** What an operation takes; may be left out when every part of it may be. */
type Given<Call> = Readonly<Record<never, never>> extends Call ? [call?: Call] : [call: Call];

/** What the body of a successful answer is. */
export type Result<M extends Method, P extends Path<M>> = Part<Operations[M][P], 'answer'>;

export type Answer<Body = unknown> =
  | { readonly ok: true; readonly status: number; readonly body: Body }
  | { readonly ok: false; readonly status: number; readonly body: Problem };

/** Calls an operation and answers whatever comes. */
export type AnswerClient = {
  readonly [M in Method]: <P extends Path<M>>(
    path: P,
    ...given: Given<Part<Operations[M][P], 'call'>>
  ) => Promise<Answer<Result<M, P>>>;
};

/** Calls an operation and expects success. */
export type ResultClient = {
  readonly [M in Method]: <P extends Path<M>>(
    path: P,
    ...given: Given<Part<Operations[M][P], 'call'>>
  ) => Promise<Result<M, P>>;
};

type Values = Readonly<Record<string, unknown>>;

/** Any call, as it goes over the wire. */
export type Request = {
  readonly method: Method;
  readonly path: string;
  readonly call: {
    readonly path?: Values;
    readonly query?: Values;
    readonly body?: unknown;
    readonly upload?: { readonly bytes: Blob | string; readonly type: string };
    readonly ifMatch?: number;
    readonly key?: string | undefined;
  };
};
export type Send = <Body>(request: Request) => Promise<Answer<Body>>;

/** Sends requests to one installation in one person's name; every POST has a new Idempotency-Key unless one is given. */
export const sendAs =
  (address: string, token: string): Send =>
  async (request) => {
    const { method, path, call } = request;
    const response = await fetch(
      `${address}/api${filled(path, call.path ?? {})}${queryText(call.query ?? {})}`,
      {
        method: method.toUpperCase(),
        headers: headersOf(request, token),
        body: call.upload?.bytes ?? (call.body === undefined ? null : JSON.stringify(call.body)),
      },
    );
    const { status, ok } = response;
    const text = await response.text();
    if (ok) return { ok, status, body: text === '' ? null : parsed(text) };
    return { ok, status, body: problemOf(status, text) };
  };

const headersOf = ({ method, call }: Request, token: string): Headers => {
  const headers = new Headers({ authorization: `Bearer ${token}` });
  if (method === 'post') headers.set('idempotency-key', call.key ?? randomUUID());
  if (call.ifMatch !== undefined) headers.set('if-match', `"${call.ifMatch}"`);
  const type = call.upload?.type ?? (call.body === undefined ? undefined : 'application/json');
  if (type) headers.set('content-type', type);
  return headers;
};

export const answerClient = (send: Send): AnswerClient => ({
  get: (path, ...[call]) => send({ method: 'get', path, call: call ?? {} }),
  post: (path, ...[call]) => send({ method: 'post', path, call: call ?? {} }),
  put: (path, ...[call]) => send({ method: 'put', path, call: call ?? {} }),
  patch: (path, ...[call]) => send({ method: 'patch', path, call: call ?? {} }),
  delete: (path, ...[call]) => send({ method: 'delete', path, call: call ?? {} }),
});

const filled = (path: string, values: Values): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(values[name])));

const queryText = (values: Values): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) query.append(name, String(one));
  }
  return query.size === 0 ? '' : `?${query}`;
};

/** A CSV file is an answer too. */
const parsed = (text: string) => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What stands before the services may refuse without a problem document. */
const problemOf = (status: number, text: string): Problem => {
  const body = parsed(text);
  if (typeof body?.detail === 'string') return body;
  const detail = `The service answered ${status}.`;
  return { type: 'about:blank', title: detail, status, code: 'NO_PROBLEM_DOCUMENT', detail, trace_id: '' };
};
