/**
 * What became of an event. `stale`: under a new id it has the sequence of an event that was taken in or is parked, which no producer does
 * that keeps its records; what merely comes again is a `duplicate`. `superseded`: a state of which a newer one came with it.
 */
export type Outcome = 'applied' | 'superseded' | 'stale' | 'ignored' | 'parked' | 'duplicate' | 'discarded';
export type Tally = Partial<Record<Outcome, number>>;

export const tallyOf = (outcomes: ReadonlyMap<string, Outcome>): Tally => {
  const tally: Tally = {};
  for (const outcome of outcomes.values()) tally[outcome] = (tally[outcome] ?? 0) + 1;
  return tally;
};
