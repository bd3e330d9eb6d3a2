import type { Request, Response } from 'express';
import { errorEnvelope, type GlErrorDetail } from '../error-envelope.ts';
import type { NetsuiteSimulator } from '../netsuite-simulator.ts';
import type { JobResult } from './job-desk.ts';
import { jobPath } from './job-routes.ts';

export const refuse = (response: Response, status: number, details: readonly GlErrorDetail[]): void => {
  response
    .status(status)
    .type('application/vnd.oracle.resource+json; type=error')
    .send(JSON.stringify(errorEnvelope(status, details)));
};

export const respond = (response: Response, result: JobResult): void => {
  if (result.status === 204) response.status(204).location(result.location).end();
  else refuse(response, 400, result.details);
};

/** How a caller wants properties that a record does not have: NetSuite drops them silently unless it is asked to complain. */
export const namesOf = (request: Request): string =>
  request.get('x-netsuite-propertynamevalidation') ?? 'Warning';

/** This very key is there already. */
export const duplicate: GlErrorDetail = {
  detail: 'Error while accessing resource: This record already exists.',
  code: 'DUP_RCRD',
  path: 'externalId',
};

const sentBefore: GlErrorDetail = {
  detail: 'A request with this idempotency key was sent before.',
  code: 'IDEMPOTENCY_ERROR',
};

/** Does the work of a request at once, or as a job where the caller prefers that. */
export const answerOrJob = (
  { jobs }: NetsuiteSimulator,
  address: () => string,
  request: Request,
  response: Response,
  work: () => JobResult,
): void => {
  if (request.get('prefer')?.toLowerCase() !== 'respond-async') {
    respond(response, work());
    return;
  }
  const { id, isNew } = jobs.submit(request.get('x-netsuite-idempotency-key'), work);
  response.location(`${address()}${jobPath}/${id}`);
  if (isNew) response.status(202).set('preference-applied', 'respond-async').end();
  else response.status(400).json({ ...errorEnvelope(400, [sentBefore]), title: 'Conflict' });
};
