import express, { type Request, type Response, type Router } from 'express';
import * as z from 'zod';
import { causedBy } from '../../process/cause.ts';
import { failpoint } from '../../process/failpoint.ts';
import type { Logger } from '../../process/logger.ts';
import type { ServiceMetrics } from '../../process/metrics.ts';
import { coversEverything, withoutLimits } from '../covered-rows.ts';
import { checkRefusal } from '../documentation/refusals.ts';
import type { Answer, Endpoint, Upload } from '../endpoint.ts';
import { fingerprintOf, idempotencyKeyOf, type KeepingKeys, oncePerKey } from '../idempotency/idempotency.ts';
import { echoed } from '../input/echoed.ts';
import { jsonOf, takeJsonBytes } from '../input/json-body.ts';
import { parsePart } from '../input/parse.ts';
import { queryOf } from '../input/query-of.ts';
import type { Actor, Directory } from '../people-directory.ts';
import { versionSeen } from '../preconditions.ts';
import { ProblemError } from '../problem.ts';
import { receiveUpload } from '../uploads/upload.ts';
import { answerProblem, errorHandler } from './answer-problem.ts';
import type { Identity } from './bearer.ts';
import { checkAnswer } from './check-answer.ts';
import { requestIdOf } from './request-id.ts';

export type RouterOptions = {
  readonly endpoints: readonly Endpoint[];
  readonly database: KeepingKeys;
  readonly verify: (authorization: string | undefined) => Promise<Identity>;
  readonly directory: Directory;
  /** Earlier names of the issuer: an account that is known by one of them is the same account. */
  readonly formerIssuers?: readonly string[];
  /** Called with each account that is used and known. */
  readonly noteSignIn?: (identity: Identity, actor: Actor) => Promise<void>;
  readonly today: () => string;
  readonly logger: Logger;
  readonly metrics: ServiceMetrics;
  /** Whether an answer that its document does not describe is a fault: wanted in tests, too dear and too late elsewhere. */
  readonly checkAnswers: boolean;
};

const nothing = z.strictObject({});

/** Serves endpoints: sign-in, role, strict parsing, version and idempotency stand before every handler alike. */
export const createRouter = (options: RouterOptions): Router => {
  const router = express.Router();
  router.use((request, response, next) => {
    const requestId = requestIdOf(request.headers['x-request-id']);
    response.locals.requestId = requestId;
    response.setHeader('x-request-id', requestId);
    response.setHeader('cache-control', 'no-store');
    next();
  });
  for (const endpoint of options.endpoints) {
    const path = endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const parse = isUpload(endpoint.body) || endpoint.body === undefined ? [] : [takeJsonBytes];
    router[endpoint.method](path, ...parse, async (request: Request, response: Response) => {
      const done = options.metrics.requests.startTimer({ method: endpoint.method, route: endpoint.path });
      response.once('close', () => done({ status: String(response.statusCode) }));
      await serve(options, endpoint, request, response);
    });
  }
  router.use((request, response) =>
    answerProblem(request, response, {
      status: 404,
      code: 'NOT_FOUND',
      detail: `This API has no ${request.method} ${echoed(request.path)}`,
    }),
  );
  router.use(errorHandler(options.logger));
  return router;
};

const serve = async (
  options: RouterOptions,
  endpoint: Endpoint,
  request: Request,
  response: Response,
): Promise<void> => {
  const actor = await authorised(options, endpoint, request);
  const params = parsePart(endpoint.params ?? nothing, request.params, 'path');
  const query = parsePart(endpoint.query ?? nothing, queryOf(request.url), 'query');
  const repeatable = endpoint.method === 'post' && !endpoint.changesNothing;
  const key = repeatable ? idempotencyKeyOf(request.get('idempotency-key')) : undefined;
  const version = endpoint.ifMatch ? versionSeen(request.get('if-match')) : undefined;
  const { body, print, discard } = await bodyOf(endpoint, request);
  const requestId = String(response.locals.requestId);
  const cause = { actor: actor.personId, correlationId: requestId, businessDate: options.today() };
  const fingerprint = fingerprintOf(request.method, request.originalUrl, version, print);
  const idempotencyKey = key ?? '';
  const handle = () =>
    endpoint.handle({ params, query, body, actor, version, requestId, idempotencyKey, fingerprint });
  try {
    if (key) failpoint('http-before-effect');
    const outcome = await causedBy(cause, () =>
      key && !endpoint.keepsOwnKeys
        ? oncePerKey(options.database, actor.personId, key, fingerprint, handle)
        : handle(),
    );
    if (key) failpoint('http-after-commit');
    if ('problem' in outcome) {
      if (options.checkAnswers) checkRefusal(endpoint, outcome.problem);
      answerProblem(request, response, outcome.problem);
      return;
    }
    if (options.checkAnswers) checkAnswer(endpoint, outcome);
    send(response, endpoint, outcome);
  } finally {
    await discard();
  }
};

/** Deny by default: a known, active person, with one of the roles the endpoint names, held at this moment. */
const authorised = async (options: RouterOptions, endpoint: Endpoint, request: Request): Promise<Actor> => {
  const identity = await options.verify(request.get('authorization'));
  const issuers = [identity.issuer, ...(options.formerIssuers ?? [])];
  const actor = await options.directory.find(issuers, identity.subject, options.today());
  if (!actor || actor === 'deactivated') {
    throw new ProblemError({
      status: 403,
      code: 'UNKNOWN_PERSON',
      detail: actor
        ? 'You are deactivated in Recoup. Ask an administrator to activate you.'
        : 'Your sign-in is not linked to a person in Recoup. Ask an administrator to add you.',
    });
  }
  const signedIn = { ...actor, session: identity.session };
  await options.noteSignIn?.(identity, signedIn);
  const { access } = endpoint;
  if (
    access !== 'signed-in' &&
    'anyOf' in access &&
    !actor.grants.some(
      (grant) => access.anyOf.includes(grant.role) && (!access.everywhere || coversEverything(grant)),
    )
  ) {
    throw new ProblemError({
      status: 403,
      code: 'ROLE_REQUIRED',
      detail: missingRole(access),
    });
  }
  return signedIn;
};

const missingRole = ({
  anyOf,
  everywhere,
}: {
  readonly anyOf: readonly string[];
  readonly everywhere?: true;
}) => {
  const roles = anyOf.length === 1 ? `the role ${anyOf[0]}` : `one of the roles ${anyOf.join(', ')}`;
  return `You need ${roles}${everywhere ? ` ${withoutLimits}` : ''}`;
};

const bodyOf = async (
  endpoint: Endpoint,
  request: Request,
): Promise<{ readonly body: unknown; readonly print: string; readonly discard: () => Promise<void> }> => {
  const nothingToDiscard = () => Promise.resolve();
  if (isUpload(endpoint.body)) {
    const { file, discard } = await receiveUpload(request, endpoint.body);
    return { body: file, print: file.sha256, discard };
  }
  if (endpoint.body === undefined) return { body: undefined, print: '', discard: nothingToDiscard };
  const given = jsonOf(request);
  const body: unknown = parsePart(endpoint.body, given, '');
  return { body, print: JSON.stringify(given), discard: nothingToDiscard };
};

const send = (
  response: Response,
  endpoint: Endpoint,
  { status, body, version, headers, stream }: Answer,
): void => {
  response.status(status ?? endpoint.status ?? 200);
  if (version !== undefined) response.setHeader('etag', `"${version}"`);
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (stream) stream.on('error', () => response.destroy()).pipe(response);
  else if (body === undefined || body === null) response.end();
  else response.json(body);
};

const isUpload = (body: Endpoint['body']): body is Upload => body !== undefined && 'upload' in body;
