import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { errorEnvelope, invalidLogin } from '../error-envelope.ts';

export type FlightLimit = {
  readonly callsAtOnceMax: number;
  /** By what a call too many is answered; some accounts refuse the sign-in instead, and late. */
  readonly overLimit: 'status-429' | 'delayed-401';
  readonly delayed401Ms: number;
};

/** Refuses calls while as many as the account may have are in flight. */
export const inFlight = (limit: () => FlightLimit): RequestHandler => {
  let flying = 0;
  return async (_request, response, next) => {
    const { callsAtOnceMax, overLimit, delayed401Ms } = limit();
    if (flying >= callsAtOnceMax) {
      if (overLimit === 'delayed-401') {
        await pause(delayed401Ms, undefined, { ref: false });
        response.status(401).json(errorEnvelope(401, [invalidLogin]));
      } else
        response
          .status(429)
          .json(
            errorEnvelope(429, [
              { detail: 'The limit of concurrent requests is exceeded.', code: 'CONCURRENCY_LIMIT_EXCEEDED' },
            ]),
          );
      return;
    }
    flying += 1;
    response.once('close', () => {
      flying -= 1;
    });
    next();
  };
};
