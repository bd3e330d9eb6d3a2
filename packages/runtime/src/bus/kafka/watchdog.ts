export type WatchdogOptions = {
  /** How much waits in the partitions that this member holds; rejects when no broker answers. */
  readonly lag: () => Promise<number>;
  /** Counts the parts of batches that were ended, whatever became of them. */
  readonly partsEnded: () => number;
  readonly partsUnderWay: () => number;
  readonly onStuck: (reason: string) => void;
  readonly limitMs?: number;
  readonly everyMs?: number;
};

/** A part under way is work, up to this many limits: ended by us it would only be taken back and begun again. */
const limitsOfOnePart = 5;

/**
 * Notices a member that holds partitions with messages and takes none: this client can fall into that state after an outage or a
 * long pause and stay there. While no broker answers nobody is stuck, and the clock starts anew.
 */
export const startWatchdog = (options: WatchdogOptions): { readonly stop: () => void } => {
  const { limitMs = 60_000, everyMs = 10_000, lag, partsEnded, partsUnderWay, onStuck } = options;
  let seen = partsEnded();
  let stuckSince: number | undefined;
  let looking = false;

  const look = async () => {
    const waiting = await lag().catch(() => 0);
    const ended = partsEnded();
    if (waiting === 0 || ended !== seen) stuckSince = undefined;
    else stuckSince ??= performance.now();
    seen = ended;
    const allowedMs = partsUnderWay() > 0 ? limitMs * limitsOfOnePart : limitMs;
    if (stuckSince !== undefined && performance.now() - stuckSince >= allowedMs)
      onStuck(`${waiting} messages wait and none was taken for ${Math.round(allowedMs / 1_000)} s`);
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};
