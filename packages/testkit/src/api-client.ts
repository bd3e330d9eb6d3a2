import { randomUUID } from 'node:crypto';

export type ApiAnswer = {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
};

export type CallOptions = {
  readonly token?: string;
  readonly body?: unknown;
  /** Bytes instead of JSON. */
  readonly upload?: { readonly bytes: Uint8Array | string; readonly type: string };
  readonly ifMatch?: number | string;
  readonly key?: string;
};

export type ApiClient = (method: string, path: string, options?: CallOptions) => Promise<ApiAnswer>;

/** Calls one service as a person would with curl: every POST carries a new Idempotency-Key unless one is given. */
export const apiClient =
  (address: string): ApiClient =>
  async (method, path, options = {}) => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: headersOf(method, options),
      body: payloadOf(options),
    });
    return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
  };

const headersOf = (method: string, { token, body, upload, ifMatch, key }: CallOptions): Headers => {
  const headers = new Headers();
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (ifMatch !== undefined) headers.set('if-match', typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch);
  if (method === 'POST') headers.set('idempotency-key', key ?? randomUUID());
  const type = upload?.type ?? (body === undefined ? undefined : 'application/json');
  if (type) headers.set('content-type', type);
  return headers;
};

const payloadOf = ({ body, upload }: CallOptions): Uint8Array<ArrayBuffer> | string | null => {
  if (upload) return Buffer.from(upload.bytes);
  return body === undefined ? null : JSON.stringify(body);
};

/** Reads a value out of a parsed document by member names and indexes: `at(answer.body, 'items', 0, 'name')`. */
export const at = (document: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    document,
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
