import type { Readable } from 'node:stream';
import type * as z from 'zod';
import type { Actor } from './people-directory.ts';
import type { Problem } from './problem.ts';

/**
 * Who may call: any signed-in person, or one who holds one of the roles at this moment, `everywhere` without limits, because what is
 * answered cannot be cut to a scope. Where the decision behind the endpoint says
 * who may, so that an attempt in vain is kept, everybody who is signed in comes as far as the decision; `decided` is its rule in words.
 */
export type Access =
  | 'signed-in'
  | { readonly anyOf: readonly string[]; readonly everywhere?: true }
  | { readonly roles: readonly string[]; readonly decided: string };

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
  readonly upload: {
    readonly maxBytes: number;
    readonly contentTypes: readonly string[];
    /** The text of a file of the first type, which the document of the API shows. */
    readonly example?: string;
  };
};

export type Incoming<Params, Query, Body, IfMatch extends boolean = boolean> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly actor: Actor;
  /** The version named in If-Match; none where the endpoint does not ask for it. */
  readonly version: IfMatch extends true ? number : undefined;
  readonly requestId: string;
  /** The Idempotency-Key, for an endpoint that keeps its keys itself. */
  readonly idempotencyKey: string;
  /** What makes another request with the same key another request. */
  readonly fingerprint: string;
};

/** The status and the code of a problem that an endpoint may answer. */
export type Refusing = { readonly status: number; readonly code: string };

type Head = {
  readonly status?: number;
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

/** JSON of a schema or, where the request asks for that, bytes of another media type. */
type JsonOrBytes<Json extends z.ZodType = z.ZodType> = {
  readonly json: Json;
  readonly orBytes: string;
};

type AnswerKind = z.ZodType | JsonOrBytes | 'bytes' | 'nothing';

/** A value of a schema, with every list and object in it readonly. */
export type Sent<Value> = Value extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]: Sent<Value[Name]> }
    : Value;

type Json<Schema> = { readonly body: Sent<z.input<Schema>>; readonly stream?: never };
type Bytes = { readonly body?: never; readonly stream: Readable };
type Nothing = { readonly body?: never; readonly stream?: never };

export type AnswerOf<Kind extends AnswerKind> = Head &
  (Kind extends z.ZodType
    ? Json<Kind>
    : Kind extends JsonOrBytes<infer Schema>
      ? Json<Schema> | Bytes
      : Kind extends 'bytes'
        ? Bytes
        : Nothing);

/** The answer of any endpoint, as the router sends it. */
export type Answer = Head & { readonly body?: unknown; readonly stream?: Readable };

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

type Parts<P extends z.ZodObject, Q extends z.ZodObject, B, A extends AnswerKind, M extends boolean> = {
  readonly method: Method;
  /** With parameters in braces as OpenAPI writes them: `/v1/packets/{packetId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  readonly status?: number;
  /** Whether If-Match must name the version that the caller saw. */
  readonly ifMatch?: M;
  /** Every POST is repeatable under its Idempotency-Key, except those that change nothing. */
  readonly changesNothing?: boolean;
  /** The endpoint stores key and fingerprint itself, because its work outlives the request. */
  readonly keepsOwnKeys?: boolean;
  /** What it refuses beside what its other parts make possible. */
  readonly refuses?: readonly Refusing[];
  readonly handle: (
    incoming: Incoming<z.infer<P>, z.infer<Q>, BodyOf<B>, M>,
  ) => Promise<AnswerOf<NoInfer<A>> | { readonly problem: Problem }>;
};

type AnyParts = Parts<z.ZodObject, z.ZodObject, z.ZodType | Upload | undefined, AnswerKind, boolean>;

export type Endpoint = Omit<AnyParts, 'handle'> & {
  readonly handle: (
    incoming: Incoming<unknown, unknown, unknown>,
  ) => Promise<Answer | { readonly problem: Problem }>;
};

/** One operation of an API: it parses with the schemas that describe it, and its handler answers what they say. */
export const endpoint = <
  P extends z.ZodObject = z.ZodObject<Record<string, never>>,
  Q extends z.ZodObject = z.ZodObject<Record<string, never>>,
  B extends z.ZodType | Upload | undefined = undefined,
  A extends AnswerKind = AnswerKind,
  M extends boolean = false,
>(
  parts: Parts<P, Q, B, A, M>,
): Endpoint => ({
  ...parts,
  // The router parses with the schemas above before it calls, so the parts have the types the handler names.
  handle: (incoming) => parts.handle(incoming as Incoming<z.infer<P>, z.infer<Q>, BodyOf<B>, M>),
});

export const problem = (
  status: number,
  code: string,
  detail: string,
  more: Omit<Problem, 'status' | 'code' | 'detail'> = {},
): { readonly problem: Problem } => ({ problem: { status, code, detail, ...more } });

export const notFound = (what: string) =>
  problem(404, 'NOT_FOUND', `${what} does not exist or is outside your scope`);

/** The answer to a question for one thing: the thing, or that it is not there for this caller. */
export const found = <Thing>(what: string, thing: Thing | undefined, head: Head = {}) =>
  thing === undefined ? notFound(what) : { ...head, body: thing };
