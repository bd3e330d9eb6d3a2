/** What a process gives itself to stop. Below the 45 seconds that an orchestrator usually waits before it kills. */
export const stopDeadlineMs = 40_000;

/** What a process says, once, to one that started it with a channel. */
export const readyMessage = 'runs';

/**
 * Called when everything runs. Stops it in order on SIGTERM or SIGINT and exits: 0 when all ended in time. A second signal ends
 * at once. A fault that nobody caught stops the process too: an undefined state must not go on working.
 */
export const stopOnSignals = (steps: readonly (() => Promise<void>)[]): void => {
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), stopDeadlineMs).unref();
    for (const step of steps) await step();
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(0).catch(() => process.exit(1));
    });
  }
  // Whoever started this process with a channel is told that it runs, and has it end with them, also when they are killed.
  process.send?.(readyMessage);
  const followParent = () => {
    stop(0).catch(() => process.exit(1));
  };
  process.once('disconnect', followParent);
  // They may have gone while this process was starting.
  if (process.connected === false) followParent();
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    stop(1).catch(() => process.exit(1));
  });
};
