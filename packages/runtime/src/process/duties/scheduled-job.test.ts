import { expect, it } from 'vitest';
import { type Cause, currentCause } from '../cause.ts';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { type ScheduledJob, scheduledJob } from './scheduled-job.ts';

/** Runs a job until it has been called so often, and answers the cause of each run. */
const causesOf = async (runs: number, job: Partial<ScheduledJob>): Promise<readonly Cause[]> => {
  const causes: Cause[] = [];
  await new Promise<void>((resolve) => {
    const running = scheduledJob({
      name: 'counting',
      actor: 'service:counter',
      everyMs: 1,
      logger: createLogger('counter', 'silent'),
      metrics: createMetrics('counter'),
      work: async () => {
        causes.push(currentCause());
        if (causes.length >= runs) running.stop().then(resolve);
        return true;
      },
      ...job,
    })();
  });
  return causes;
};

it('gives each run a thread of its own and the same actor', async () => {
  const causes = await causesOf(3, {});
  expect(new Set(causes.map(({ correlationId }) => correlationId)).size).toBe(3);
  expect(new Set(causes.map(({ actor }) => actor))).toEqual(new Set(['service:counter']));
});

it('asks for the business date at each run, where the work depends on one', async () => {
  const days = ['2026-03-31', '2026-04-01'];
  const causes = await causesOf(2, { today: () => days.shift() ?? 'no day is left' });
  expect(causes.map(({ businessDate }) => businessDate)).toEqual(['2026-03-31', '2026-04-01']);
  const [without] = await causesOf(1, {});
  expect(without).not.toHaveProperty('businessDate');
});
