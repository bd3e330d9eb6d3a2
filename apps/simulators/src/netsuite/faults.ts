import * as z from 'zod';

const faultKinds = [
  'lose-response',
  'withhold-response',
  'as-job',
  'slow',
  'status-403',
  'status-500',
  'status-503',
  'status-429',
  'html-error',
  'expired-token',
  'truncated-body',
] as const;

/**
 * A fault for the next requests to the record API. `lose-response` commits and then cuts the connection; `withhold-response` commits
 * and never answers; `as-job` takes a document as a job that nobody asked for; `slow` waits before it works; `expired-token` forgets
 * the token that came; `truncated-body` answers half of what it would; `html-error` shows a page with a status of its own, and commits
 * where it says so; the others answer without committing.
 */
export const Fault = z.strictObject({
  kind: z.enum(faultKinds),
  times: z.int().positive().max(1_000_000).default(1),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'any']).default('POST'),
  delayMs: z.int().nonnegative().max(600_000).default(2_000),
  status: z.int().min(200).max(599).default(500),
  commits: z.boolean().default(false),
});
export type Fault = z.infer<typeof Fault>;

export type FaultSwitch = {
  readonly set: (fault: Fault) => void;
  readonly clear: () => void;
  readonly waiting: () => readonly Fault[];
  /** The fault that this request meets; each meeting uses it up once. */
  readonly next: (method: string) => Fault | undefined;
};

export const faultSwitch = (): FaultSwitch => {
  let faults: readonly Fault[] = [];
  return {
    set(fault) {
      faults = [...faults, fault];
    },
    clear() {
      faults = [];
    },
    waiting: () => faults,
    next(method) {
      const met = faults.find((fault) => fault.method === 'any' || fault.method === method);
      if (!met) return undefined;
      faults = faults.flatMap((fault) => {
        if (fault !== met) return [fault];
        return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
      });
      return met;
    },
  };
};
