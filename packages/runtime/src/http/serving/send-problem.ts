import type { IncomingMessage, ServerResponse } from 'node:http';
import { echoed } from '../input/echoed.ts';
import { type Problem, problemDocument } from '../problem.ts';
import { requestIdOf } from './request-id.ts';

/** Answers with a problem where no router stands in front. */
export const sendProblem = (request: IncomingMessage, response: ServerResponse, problem: Problem): void => {
  const traceId = requestIdOf(request.headers['x-request-id']);
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    'x-request-id': traceId,
    ...problem.headers,
  });
  response.end(JSON.stringify(problemDocument(problem, echoed(request.url ?? '/'), traceId)));
};
