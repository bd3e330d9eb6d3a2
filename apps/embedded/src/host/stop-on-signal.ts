import { serviceStopsWithinMs } from './processes/child-process.ts';

const repeatedAfterMs = 800;
/** All services stop side by side; bus and database, which stop after them, take less than this together. */
export const forcedAfterMs = serviceStopsWithinMs + 35_000;

/**
 * Stops in order on Ctrl-C, SIGTERM or a closed terminal; the second Ctrl-C, or too long a wait, forces. A terminal and npm may
 * both send one and the same signal, so one that follows at once is not a second wish. Answers how to stop without a signal.
 */
export const stopOnSignal = (stop: () => Promise<void>): ((exitCode: number) => void) => {
  let first: number | undefined;
  const stopWith = (exitCode: number) => {
    if (first !== undefined) return;
    first = performance.now();
    setTimeout(() => process.exit(1), forcedAfterMs).unref();
    stop().then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  const onSignal = () => {
    if (first !== undefined) {
      if (performance.now() - first > repeatedAfterMs) process.exit(130);
      return;
    }
    console.log('\nStopping. Press Ctrl-C again to stop at once.');
    stopWith(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return stopWith;
};
