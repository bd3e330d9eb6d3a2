import type { Band } from '../score/band.ts';

/** What decides whether a write-off is recommended (ruling 22). */
export type RecommendationFacts = {
  readonly band: Band;
  readonly overdueDays: number;
  readonly writeOffProposed: boolean;
  readonly sequenceRunning: boolean;
  readonly disputeOpen: boolean;
  readonly commitmentStands: boolean;
  readonly planStands: boolean;
};

/** Above this many days overdue a critical item that nothing is being done about is recommended. */
const recommendedAfterDays = 90;

/** Why the risk side recommends a write-off, in words for the packet side; `null` when it does not. */
export const writeOffRecommendation = (facts: RecommendationFacts): string | null => {
  if (facts.writeOffProposed) return 'Disposition WRITE_OFF is proposed';
  const nothingStands = !(
    facts.sequenceRunning ||
    facts.disputeOpen ||
    facts.commitmentStands ||
    facts.planStands
  );
  return facts.band === 'critical' && facts.overdueDays > recommendedAfterDays && nothingStands
    ? `Critical, more than ${recommendedAfterDays} days overdue, with no recovery sequence, dispute, commitment or plan`
    : null;
};
