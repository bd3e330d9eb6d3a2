import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { jsonOf, type Reading, readAnswer } from './record-answer.ts';
import type { RecordCalls } from './record-calls.ts';

const job = z.looseObject({ completed: z.boolean() });
const firstPauseMs = 100;
const longestPauseMs = 2_000;

/**
 * Follows an asynchronous job until it is done, and reads what the call would have been answered at once. A job that still runs
 * after `budgetMs` is left: the document is found by its key later.
 */
export const followJob = async (
  { get }: Pick<RecordCalls, 'get'>,
  location: string,
  budgetMs: number,
): Promise<Reading> => {
  const path = jobPath(location);
  if (path === undefined) return { kind: 'unclear', reason: 'taken as a job at an unknown place' };
  let pauseMs = firstPauseMs;
  for (let waitedMs = 0; waitedMs <= budgetMs; waitedMs += pauseMs) {
    const state = job.safeParse(jsonOf((await get(path)).text));
    if (state.data?.completed) {
      const result = readAnswer(await get(`${path}/task/1/result`));
      return result.kind === 'job' ? { kind: 'unclear', reason: 'a job answers with another job' } : result;
    }
    await pause(pauseMs);
    pauseMs = Math.min(longestPauseMs, pauseMs * 2);
  }
  return { kind: 'unclear', reason: 'taken as a job that still runs' };
};

/** The path alone: whatever host an answer names, our sign-in goes to the one of the settings. */
const jobPath = (location: string): string | undefined =>
  /^(?:https?:\/\/[^/]+)?(\/services\/rest\/async\/v1\/job\/[A-Za-z0-9-]+)$/.exec(location)?.[1];
