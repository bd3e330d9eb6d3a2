/** How fast a run goes and when it will be done, as far as that can be said. */
export type SyncPace = {
  /** On average since the run was asked for; `null` while nothing is done. */
  readonly receivablesPerSecond: number | null;
  /** 0 once the run has ended; `null` while nothing is done. */
  readonly secondsLeft: number | null;
};

/** The pace of a run that began at `from`, has done so many of all receivables, and has ended or is looked at now. */
export const paceOf = (
  run: { readonly receivables: number; readonly receivablesDone: number },
  from: Date,
  ended: Date | null,
  now: Date,
): SyncPace => {
  const milliseconds = Math.max(1, (ended ?? now).getTime() - from.getTime());
  const perSecond = (run.receivablesDone * 1_000) / milliseconds;
  const left = Math.max(0, run.receivables - run.receivablesDone);
  return {
    receivablesPerSecond: perSecond > 0 ? Math.max(1, Math.round(perSecond)) : null,
    secondsLeft: ended ? 0 : perSecond > 0 ? Math.ceil(left / perSecond) : null,
  };
};
