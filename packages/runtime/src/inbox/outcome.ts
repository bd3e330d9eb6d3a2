export type Outcome = 'applied' | 'superseded' | 'stale' | 'ignored' | 'parked' | 'duplicate' | 'discarded';
export type Tally = Partial<Record<Outcome, number>>;

export const tallyOf = (outcomes: ReadonlyMap<string, Outcome>): Tally => {
  const tally: Tally = {};
  for (const outcome of outcomes.values()) tally[outcome] = (tally[outcome] ?? 0) + 1;
  return tally;
};
