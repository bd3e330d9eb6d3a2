import { setTimeout as pause } from 'node:timers/promises';
import type { GlErrorDetail } from '../error-envelope.ts';

/** What the synchronous call would have been answered. */
export type JobResult =
  | { readonly status: 204; readonly location: string }
  | { readonly status: 400; readonly details: readonly GlErrorDetail[] };

export type Job = {
  readonly id: string;
  readonly startTime: string;
  readonly done?: { readonly endTime: string; readonly result: JobResult };
};

/** Jobs that do their work `delayMs()` after they were taken. A key that came before means the job that it came with. */
export const jobDesk = (now: () => Date, delayMs: () => number) => {
  const jobs = new Map<string, Job>();
  const byKey = new Map<string, string>();

  return {
    submit: (
      key: string | undefined,
      work: () => JobResult,
    ): { readonly id: string; readonly isNew: boolean } => {
      const known = key === undefined ? undefined : byKey.get(key);
      if (known !== undefined) return { id: known, isNew: false };
      const job = { id: String(jobs.size + 1), startTime: now().toISOString() };
      jobs.set(job.id, job);
      if (key !== undefined) byKey.set(key, job.id);
      void pause(delayMs(), undefined, { ref: false }).then(() => {
        jobs.set(job.id, { ...job, done: { result: work(), endTime: now().toISOString() } });
      });
      return { id: job.id, isNew: true };
    },
    byId: (id: string): Job | undefined => jobs.get(id),
  };
};
export type JobDesk = ReturnType<typeof jobDesk>;
