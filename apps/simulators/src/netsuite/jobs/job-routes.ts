import { type Request, type Response, Router } from 'express';
import { errorEnvelope, noSuchRecord } from '../error-envelope.ts';
import type { Job, JobDesk } from './job-desk.ts';

export const jobPath = '/services/rest/async/v1/job';

/** How a job goes: itself, its one task, and what the task was answered. */
export const jobRoutes = (jobs: JobDesk, address: () => string): Router => {
  const linkTo = (rel: string, path: string) => ({ rel, href: `${address()}${jobPath}/${path}` });
  const withJob =
    (answer: (job: Job, response: Response) => void) =>
    (request: Request<{ id: string }>, response: Response): void => {
      const job = jobs.byId(request.params.id);
      if (job) answer(job, response);
      else response.status(404).json(errorEnvelope(404, [noSuchRecord]));
    };
  return Router()
    .get(
      '/:id',
      withJob(({ id, done }, response) => {
        response.json({
          links: [linkTo('self', id)],
          completed: done !== undefined,
          id,
          progress: progressOf(done),
          task: { links: [linkTo('self', `${id}/task`)] },
        });
      }),
    )
    .get(
      '/:id/task',
      withJob(({ id }, response) => {
        const items = [{ links: [linkTo('self', `${id}/task/1`)], id: '1' }];
        response.json({ links: [], items, count: 1, hasMore: false, offset: 0, totalResults: 1 });
      }),
    )
    .get(
      '/:id/task/1',
      withJob(({ id, startTime, done }, response) => {
        response.json({
          completed: done !== undefined,
          progress: progressOf(done),
          startTime,
          ...(done && { endTime: done.endTime }),
          id: '1',
          links: [linkTo('related', `${id}/task/1/result`)],
        });
      }),
    )
    .get(
      '/:id/task/1/result',
      withJob(({ done }, response) => {
        if (!done) response.status(404).json(errorEnvelope(404, [noSuchRecord]));
        else if (done.result.status === 204) response.status(204).location(done.result.location).end();
        else response.status(400).json(errorEnvelope(400, done.result.details));
      }),
    );
};

const progressOf = (done: Job['done']): string => {
  if (!done) return 'pending';
  return done.result.status === 204 ? 'succeeded' : 'failed';
};
