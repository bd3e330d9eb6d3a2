import { AsyncLocalStorage } from 'node:async_hooks';

/** On whose behalf, and in answer to what, something is being done. Every fact and log line of the work carries it. */
export type Cause = {
  readonly actor: string;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly businessDate?: string;
};

const current = new AsyncLocalStorage<Cause>();

export const causedBy = <T>(cause: Cause, work: () => T): T => current.run(cause, work);

/** The cause of the work under way. Work that has none is a fault: nothing is changed on nobody's behalf. */
export const currentCause = (): Cause => {
  const cause = current.getStore();
  if (!cause) throw new Error('no cause: wrap the work in causedBy()');
  return cause;
};
