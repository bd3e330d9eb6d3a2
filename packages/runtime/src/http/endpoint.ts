import type { Readable } from 'node:stream';
import type * as z from 'zod';
import type { Actor } from './directory.ts';
import type { Problem } from './problem.ts';

/** Who may call: any signed-in person, or one who holds one of the roles at this moment. */
export type Access = 'signed-in' | { readonly anyOf: readonly string[] };

/** A body taken as bytes and kept in a temporary file until the request is over. */
export type UploadedFile = {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentType: string;
};

export type BodyOf<Body> = Body extends z.ZodType
  ? z.infer<Body>
  : Body extends Upload
    ? UploadedFile
    : undefined;
export type Upload = {
  readonly upload: { readonly maxBytes: number; readonly contentTypes: readonly string[] };
};

export type Incoming<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly actor: Actor;
  /** The version named in If-Match; 0 where the endpoint asks for none. */
  readonly version: number;
  readonly requestId: string;
  /** The Idempotency-Key, for an endpoint that keeps its keys itself. */
  readonly idempotencyKey: string;
  /** What makes another request with the same key another request. */
  readonly fingerprint: string;
};

export type Answer = {
  readonly status?: number;
  readonly body?: unknown;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes instead of JSON. */
  readonly stream?: Readable;
};

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type Parts<P extends z.ZodObject, Q extends z.ZodObject, B> = {
  readonly method: Method;
  /** With parameters in braces as OpenAPI writes them: `/v1/packets/{packetId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: z.ZodType | 'bytes' | 'nothing';
  readonly status?: number;
  /** Whether If-Match must name the version that the caller saw. */
  readonly ifMatch?: boolean;
  /** Every POST is repeatable under its Idempotency-Key, except those that change nothing. */
  readonly changesNothing?: boolean;
  /** The endpoint stores key and fingerprint itself, because its work outlives the request. */
  readonly keepsOwnKeys?: boolean;
  readonly handle: (
    incoming: Incoming<z.infer<P>, z.infer<Q>, BodyOf<B>>,
  ) => Promise<Answer | { readonly problem: Problem }>;
};

export type Endpoint = Omit<Parts<z.ZodObject, z.ZodObject, z.ZodType | Upload | undefined>, 'handle'> & {
  readonly handle: (
    incoming: Incoming<unknown, unknown, unknown>,
  ) => Promise<Answer | { readonly problem: Problem }>;
};

/** One operation of an API: the schemas that describe it are the very ones it parses with. */
export const endpoint = <
  P extends z.ZodObject = z.ZodObject<Record<string, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<string, never>>,
  B extends z.ZodType | Upload | undefined = undefined,
>(
  parts: Parts<P, Q, B>,
): Endpoint => ({
  ...parts,
  // The router parses with the schemas above before it calls, so the parts have the types the handler names.
  handle: (incoming) => parts.handle(incoming as Incoming<z.infer<P>, z.infer<Q>, BodyOf<B>>),
});

export const problem = (
  status: number,
  code: string,
  detail: string,
  more: Omit<Problem, 'status' | 'code' | 'detail'> = {},
): { readonly problem: Problem } => ({ problem: { status, code, detail, ...more } });

export const notFound = (what: string) =>
  problem(404, 'NOT_FOUND', `${what} does not exist or is outside your scope`);
