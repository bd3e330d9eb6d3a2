import { setTimeout as pause } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { errorEnvelope, invalidLogin } from './error-envelope.ts';
import type { Fault } from './faults.ts';
import type { NetsuiteSimulator } from './netsuite-simulator.ts';

const page =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>An unexpected error has occurred.</h1></body></html>';

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

type Meeting = {
  readonly fault: Fault;
  readonly request: Request;
  readonly response: Response;
  readonly simulator: NetsuiteSimulator;
};

/** Lets one request meet a fault; answers whether its work is to be done all the same. */
type Meet = (meeting: Meeting) => boolean | Promise<boolean>;

/** The first half of the body, as if that were all: a proxy that gave up does not always cut the connection. */
const truncate: Meet = ({ response }) => {
  const send = response.send.bind(response);
  response.send = (body: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.send = send;
    return send(text.slice(0, Math.floor(text.length / 2)));
  };
  return true;
};

/** A page in place of whatever would be answered: what a gateway shows that gave up too early, or never asked. */
const showPage: Meet = ({ fault: { status, commits }, response }) => {
  const show = () => response.status(status).type('html').send(page);
  if (!commits) {
    show();
    return false;
  }
  const end = response.end.bind(response);
  response.end = () => {
    response.end = end;
    response.removeHeader('location');
    return show();
  };
  return true;
};

const refuseWith =
  (status: number): Meet =>
  ({ fault, response }) => {
    const details = [{ detail: `Switched fault ${fault.kind}`, code: 'UNEXPECTED_ERROR' }];
    response.status(status).json(errorEnvelope(status, details));
    return false;
  };

const meet: Readonly<Record<Fault['kind'], Meet>> = {
  'lose-response': ({ response }) => {
    // The work is done and committed; only its answer never arrives.
    response.end = () => response.destroy();
    return true;
  },
  'withhold-response': ({ response }) => {
    // The connection stays open until the caller leaves it.
    response.end = () => response;
    return true;
  },
  'as-job': ({ request }) => {
    request.headers.prefer = 'respond-async';
    return true;
  },
  slow: async ({ fault }) => {
    await pause(fault.delayMs);
    return true;
  },
  'expired-token': ({ request, simulator }) => {
    simulator.tokens.revoke(request.get('authorization')?.replace(/^Bearer /, '') ?? '');
    return true;
  },
  'truncated-body': truncate,
  'html-error': showPage,
  'status-403': refuseWith(403),
  'status-429': refuseWith(429),
  'status-500': refuseWith(500),
  'status-503': refuseWith(503),
};

/** Lets a request meet the fault that is set for it, if any. */
export const faulty =
  (simulator: NetsuiteSimulator): RequestHandler =>
  async (request, response, next) => {
    const fault = simulator.faults.next(request.method);
    if (!fault || (await meet[fault.kind]({ fault, request, response, simulator }))) next();
  };
