import type { NextFunction, Request, Response } from 'express';
import { isDatabaseUnavailable } from '../../database/unavailable.ts';
import type { Logger } from '../../process/logger.ts';
import { echoed } from '../input/echoed.ts';
import { invalidInput } from '../input/invalid-input.ts';
import { type Problem, ProblemError, problemDocument } from '../problem.ts';

/** Sends a problem as RFC 9457 asks, unless the answer has begun. */
export const answerProblem = (request: Request, response: Response, problem: Problem): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const [name, value] of Object.entries(problem.headers ?? {})) response.setHeader(name, value);
  const traceId = String(response.locals.requestId ?? '');
  response
    .status(problem.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemDocument(problem, echoed(request.originalUrl), traceId)));
};

/** The one place where a fault becomes an answer. It tells the log everything and the caller a number to ask about. */
export const errorHandler =
  (logger: Logger) => (error: unknown, request: Request, response: Response, _next: NextFunction) => {
    const problem = problemOf(error);
    if (problem.status >= 500) {
      logger.error(
        { err: error, trace_id: response.locals.requestId, route: request.path },
        'a request failed',
      );
    }
    answerProblem(request, response, problem);
  };

const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  const parse = bodyParseProblem(error);
  if (parse) return parse;
  if (isDatabaseUnavailable(error)) {
    return {
      status: 503,
      code: 'TRY_AGAIN',
      detail:
        'The database is busy or not available. Repeat the request with the same Idempotency-Key; nothing is done twice.',
      headers: { 'retry-after': '2' },
    };
  }
  return {
    status: 500,
    code: 'INTERNAL',
    detail: 'An unexpected error occurred and nothing was changed. Report the trace id to your operator.',
  };
};

/** The body parser speaks in errors with a `type`: https://expressjs.com/en/resources/middleware/body-parser.html */
const bodyParseProblem = (error: unknown): Problem | undefined => {
  if (typeof error !== 'object' || error === null) return undefined;
  const { type, status }: { type?: unknown; status?: unknown } = error;
  if (type === 'entity.too.large') {
    return { status: 413, code: 'TOO_LARGE', detail: 'The body must not be larger than 1 MB' };
  }
  if (type === 'encoding.unsupported') {
    return {
      status: 415,
      code: 'UNSUPPORTED_MEDIA_TYPE',
      detail: 'Send the body without a content-encoding, or as gzip, deflate or br',
    };
  }
  if (error instanceof URIError) return invalidInput([undecodable]).problem;
  return status === 400 ? invalidInput([unreadable]).problem : undefined;
};

const undecodable = { pointer: 'path', code: 'INVALID_ENCODING', message: 'must be percent-encoded UTF-8' };
const unreadable = {
  pointer: '/',
  code: 'INVALID_ENCODING',
  message: 'must be whole, and packed as its content-encoding says',
};
