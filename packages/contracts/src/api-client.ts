import type { PacketApi } from './api/packet.ts';

export type Problem = PacketApi['problem'];

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
type Operations<Api, M extends Method> = Api extends Readonly<Record<M, infer Found>> ? Found : never;
export type PathOf<Api, M extends Method> = keyof Operations<Api, M> & string;
type Part<Operation, Name extends 'call' | 'answer'> =
  Operation extends Readonly<Record<Name, infer Found>> ? Found : never;

/** What an operation takes; may be left out when every part of it may be. */
type Given<Call> = Readonly<Record<never, never>> extends Call ? [call?: Call] : [call: Call];

/** What the body of a successful answer is. */
export type ResultOf<Api, M extends Method, P extends PathOf<Api, M>> = Part<Operations<Api, M>[P], 'answer'>;

export type Answer<Body = unknown> =
  | { readonly ok: true; readonly status: number; readonly headers: Headers; readonly body: Body }
  | { readonly ok: false; readonly status: number; readonly headers: Headers; readonly body: Problem };

/** Calls an operation of an API and answers whatever comes. */
export type AnswersOf<Api> = {
  readonly [M in Method]: <P extends PathOf<Api, M>>(
    path: P,
    ...given: Given<Part<Operations<Api, M>[P], 'call'>>
  ) => Promise<Answer<ResultOf<Api, M, P>>>;
};

/** Calls an operation of an API and expects success. */
export type ResultsOf<Api> = {
  readonly [M in Method]: <P extends PathOf<Api, M>>(
    path: P,
    ...given: Given<Part<Operations<Api, M>[P], 'call'>>
  ) => Promise<ResultOf<Api, M, P>>;
};

type Values = Readonly<Record<string, unknown>>;

/** Any call, as it goes over the wire. */
export type Request = {
  readonly method: string;
  readonly path: string;
  readonly call: {
    readonly token?: string;
    readonly path?: Values;
    readonly query?: Values;
    readonly body?: unknown;
    /** Bytes instead of JSON. */
    readonly upload?: { readonly bytes: Blob | Uint8Array<ArrayBuffer> | string; readonly type: string };
    readonly ifMatch?: number | string;
    readonly key?: string | undefined;
  };
};
export type Send = <Body>(request: Request) => Promise<Answer<Body>>;

/** Sends requests to one address; every POST has a new Idempotency-Key unless one is given. */
export const sendTo =
  (address: string): Send =>
  async (request) => {
    const { method, path, call } = request;
    const response = await fetch(`${address}${filled(path, call.path ?? {})}${queryText(call.query ?? {})}`, {
      method: method.toUpperCase(),
      headers: headersOf(request),
      body: call.upload?.bytes ?? (call.body === undefined ? null : JSON.stringify(call.body)),
    });
    const { status, ok, headers } = response;
    const text = await response.text();
    if (ok) return { ok, status, headers, body: text === '' ? null : parsed(text) };
    return { ok, status, headers, body: problemOf(status, text) };
  };

const headersOf = ({ method, call }: Request): Headers => {
  const headers = new Headers();
  if (call.token) headers.set('authorization', `Bearer ${call.token}`);
  if (method.toUpperCase() === 'POST') headers.set('idempotency-key', call.key ?? crypto.randomUUID());
  if (call.ifMatch !== undefined)
    headers.set('if-match', typeof call.ifMatch === 'number' ? `"${call.ifMatch}"` : call.ifMatch);
  const type = call.upload?.type ?? (call.body === undefined ? undefined : 'application/json');
  if (type) headers.set('content-type', type);
  return headers;
};

export const answersOf = <Api>(send: Send): AnswersOf<Api> => ({
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
