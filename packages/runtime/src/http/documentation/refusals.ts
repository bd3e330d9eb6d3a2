import type { Endpoint, Refusing } from '../endpoint.ts';
import type { Problem } from '../problem.ts';

const ofEveryRequest: readonly Refusing[] = [
  { status: 400, code: 'INVALID_INPUT' },
  { status: 401, code: 'NOT_SIGNED_IN' },
  { status: 403, code: 'UNKNOWN_PERSON' },
  { status: 500, code: 'INTERNAL' },
  { status: 503, code: 'TRY_AGAIN' },
  { status: 503, code: 'SIGN_IN_UNAVAILABLE' },
];

/** Every way in which an endpoint may refuse a request: those that follow from its parts, and those of its own. */
export const refusalsOf = (endpoint: Endpoint): readonly Refusing[] => {
  const { method, access, params, body, ifMatch, changesNothing, refuses = [] } = endpoint;
  const all = [
    ...ofEveryRequest,
    ...when(
      access !== 'signed-in' && !('roles' in access && access.roles.length === 0),
      403,
      'ROLE_REQUIRED',
    ),
    ...when(params !== undefined, 404, 'NOT_FOUND'),
    ...when(ifMatch, 412, 'STALE_VERSION'),
    ...when(ifMatch, 428, 'IF_MATCH_REQUIRED'),
    ...when(method === 'post' && !changesNothing, 400, 'IDEMPOTENCY_KEY_REQUIRED'),
    ...when(method === 'post' && !changesNothing, 422, 'IDEMPOTENCY_KEY_REUSED'),
    ...when(body !== undefined, 413, 'TOO_LARGE'),
    ...when(body && 'upload' in body && body.upload.contentTypes.length > 0, 415, 'UNSUPPORTED_MEDIA_TYPE'),
    ...refuses,
  ];
  return all
    .filter((one, index) => all.findIndex(({ status, code }) => isOne(one, status, code)) === index)
    .sort((one, other) => one.status - other.status);
};

/** Throws when an endpoint refuses a request in a way that its document does not name. */
export const checkRefusal = (endpoint: Endpoint, { status, code }: Problem): void => {
  if (!refusalsOf(endpoint).some((known) => isOne(known, status, code))) {
    const name = `${endpoint.method.toUpperCase()} ${endpoint.path}`;
    throw new Error(
      `${name} answers ${status} ${code}, which its endpoint does not name among what it refuses`,
    );
  }
};

const when = (possible: unknown, status: number, code: string): readonly Refusing[] =>
  possible ? [{ status, code }] : [];

const isOne = (one: Refusing, status: number, code: string): boolean =>
  one.status === status && one.code === code;
