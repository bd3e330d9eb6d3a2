/** What an account's known invoices say about each of them on a day. Only settlements before that day count. */
export type AccountProfile = {
  readonly settled: number;
  /** Settled later than `settledLateDays` after the due date. */
  readonly settledLate: number;
  /** Open invoices past their due date. */
  readonly overdueItems: number;
  /** The usual invoice: the lower median of the billed minor units, for each currency with `usualNeedsItems` or more. */
  readonly usualMinor: ReadonlyMap<string, bigint>;
};

/** An invoice settled later than this after its due date counts as settled late (definition D6). */
export const settledLateDays = 15;

/** Below three known invoices nothing is usual yet. */
export const usualNeedsItems = 3;

export const emptyProfile: AccountProfile = {
  settled: 0,
  settledLate: 0,
  overdueItems: 0,
  usualMinor: new Map(),
};

/** The share of settled invoices that were late, in basis points rounded half up; `null` when none was settled. */
export const settledLateShareBp = ({ settled, settledLate }: AccountProfile): number | null =>
  settled === 0 ? null : Math.round((settledLate * 10_000) / settled);

/** An open amount against the usual one in basis points, rounded up so that "above three times" stays exact; at most 100 times. */
export const amountToUsualBp = (
  { usualMinor }: AccountProfile,
  openMinor: bigint,
  currency: string,
): number | null => {
  const usual = usualMinor.get(currency);
  if (usual === undefined || usual <= 0n || openMinor < 0n) return null;
  const ratio = (openMinor * 10_000n + usual - 1n) / usual;
  return ratio > 1_000_000n ? 1_000_000 : Number(ratio);
};
