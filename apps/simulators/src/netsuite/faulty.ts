import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler, Response } from 'express';
import { errorEnvelope, invalidLogin } from './error-envelope.ts';
import type { NetsuiteSimulator } from './netsuite-simulator.ts';

const page =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>An unexpected error has occurred.</h1></body></html>';

const statusOf = { 'status-500': 500, 'status-503': 503, 'status-429': 429 } as const;

/** Asks for a valid bearer token or signature; without one, the exact refusal of NetSuite. */
export const signedIn =
  ({ tokens, tokenAccess }: NetsuiteSimulator): RequestHandler =>
  (request, response, next) => {
    const header = request.get('authorization') ?? '';
    const url = `${request.protocol}://${request.get('host')}${request.originalUrl}`;
    const good = header.startsWith('OAuth ')
      ? tokenAccess.isValid(header, request.method, url)
      : tokens.isValid(header.replace(/^Bearer /, ''));
    if (good) next();
    else
      response
        .status(401)
        .set('www-authenticate', 'Bearer')
        .json(errorEnvelope(401, [invalidLogin]));
  };

/** The first half of the body, as if that were all: a proxy that gave up does not always cut the connection. */
const truncate = (response: Response): void => {
  const send = response.send.bind(response);
  response.send = (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.send = send;
    return send(text.slice(0, Math.floor(text.length / 2)));
  };
};

/** Lets a request meet the fault that is set for it, if any. */
export const faulty =
  ({ faults, tokens }: NetsuiteSimulator): RequestHandler =>
  async (request, response, next) => {
    const fault = faults.next(request.method);
    if (!fault) return next();
    if (fault.kind === 'slow') {
      await pause(fault.delayMs);
      next();
    } else if (fault.kind === 'lose-response') {
      // The work is done and committed; only its answer never arrives.
      response.end = () => response.destroy();
      next();
    } else if (fault.kind === 'truncated-body') {
      truncate(response);
      next();
    } else if (fault.kind === 'expired-token') {
      tokens.revoke(request.get('authorization')?.replace(/^Bearer /, '') ?? '');
      next();
    } else if (fault.kind === 'html-error') response.status(500).type('html').send(page);
    else {
      const status = statusOf[fault.kind];
      response
        .status(status)
        .json(errorEnvelope(status, [{ detail: `Switched fault ${fault.kind}`, code: 'UNEXPECTED_ERROR' }]));
    }
  };
