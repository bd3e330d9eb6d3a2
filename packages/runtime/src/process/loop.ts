/** Something that runs beside the requests until it is stopped. `stop` resolves when the round under way has ended. */
export type Running = { readonly stop: () => Promise<void> };

export type Loop = Running & {
  /** Starts the next round at once instead of at the next poll; after a failed one it still waits. */
  readonly wake: () => void;
};

export type LoopOptions = {
  readonly everyMs: number;
  /** Answers whether there may be more to do, in which case the next round follows without a pause. */
  readonly round: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
  readonly errorPauseMs?: number;
  /** The first round comes after a pause instead of at once: a start need not wait for heavy work. */
  readonly pausesFirst?: boolean;
};

/** Repeats `round`, with jitter between rounds so that many loops do not beat in step. */
export const startLoop = ({
  everyMs,
  round,
  onError,
  errorPauseMs = 1_000,
  pausesFirst = false,
}: LoopOptions): Loop => {
  let stopping = false;
  let woken = false;
  let endPause: (() => void) | undefined;
  let failed = false;

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms * (0.9 + 0.2 * Math.random()));
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const runRound = async (): Promise<boolean> => {
    woken = false;
    failed = false;
    try {
      return await round();
    } catch (error) {
      onError(error);
      failed = true;
      return false;
    }
  };

  const run = async () => {
    if (pausesFirst) await pause(everyMs);
    while (!stopping) {
      const more = await runRound();
      if (stopping) return;
      if (failed) await pause(errorPauseMs);
      else if (!(more || woken)) await pause(everyMs);
    }
  };
  const ended = run();

  return {
    wake: () => {
      woken = true;
      // Who wakes it knows of new work, not that the trouble is over.
      if (!failed) endPause?.();
    },
    stop: () => {
      stopping = true;
      endPause?.();
      return ended;
    },
  };
};
