export type Recommendation = {
  readonly receivableId: string;
  readonly riskCaseId: string;
  readonly reason: string;
  readonly at: string;
};

/** Which receivables the risk side recommends for a write-off, and why (ruling 22). */
export type Recommendations = {
  readonly recommend: (given: Recommendation) => Promise<void>;
  /** A case takes back its own recommendation, not a later case's. */
  readonly withdraw: (receivableId: string, riskCaseId: string) => Promise<void>;
};
