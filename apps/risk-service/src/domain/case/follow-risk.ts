import { rankOf } from '../score/band.ts';
import { commitmentStands, type Invoice } from '../score/invoice.ts';
import { bandReasonText, reasonText } from '../score/reason-text.ts';
import { type Score, scoreBasisPoints } from '../score/score.ts';
import { overdueDays } from '../score/signals.ts';
import { bandEntries, dueAfter } from './band-entry.ts';
import type { Owner } from './owner-router.ts';
import type { CaseChange, CaseEvent, RiskCase, RiskCaseId, Working } from './risk-case.ts';
import { writeOffRecommendation } from './write-off-recommendation.ts';

/**
 * Opens the case of an invoice that left the low band: case, owner and timer in one step, so that no risk record is
 * without an owner at any instant (ruling 21).
 */
export const openCase = (
  id: RiskCaseId,
  caseNo: bigint,
  invoice: Invoice,
  score: Score,
  owner: Owner,
  at: Date,
): CaseChange => {
  const opened: RiskCase = {
    id,
    caseNo,
    invoice,
    band: score.band,
    scoreBasisPoints: scoreBasisPoints(score),
    owner,
    atRisk: invoice.outstanding,
    escalationLevel: bandEntries[score.band].level,
    openedAt: at,
    bandEnteredAt: at,
    ownerAssignedAt: at,
    paymentCommitmentConfidence: null,
    writeOffProposed: false,
    recommendation: null,
    writeOff: null,
    ...entering(score.band, at),
  };
  const events: readonly CaseEvent[] = [
    { type: 'opened', case: opened, reasons: reasonsOf(score) },
    { type: 'owner-assigned', case: opened, previousOwner: null, latencyMs: 0 },
  ];
  return recommend({ case: opened, events }, score, at);
};

/**
 * Takes a new score, and what the ledger last said, into an open case. A change of band sets level, window and first
 * action in one step; anything else leaves the timer alone. A case that waits for its root cause only learns the facts.
 */
export const followScore = (riskCase: RiskCase, invoice: Invoice, score: Score, at: Date): CaseChange => {
  const known = { ...riskCase, invoice, scoreBasisPoints: scoreBasisPoints(score) };
  if (riskCase.recoveryStatus !== 'OPEN') return { case: known, events: [] };
  if (score.band === riskCase.band) return recommend({ case: known, events: [] }, score, at);

  const rises = rankOf(score.band) > rankOf(riskCase.band);
  const level = bandEntries[score.band].level;
  const moved: RiskCase = {
    ...known,
    band: score.band,
    bandEnteredAt: at,
    escalationLevel: rises && level < riskCase.escalationLevel ? riskCase.escalationLevel : level,
    ...entering(score.band, at),
  };
  const changed: CaseEvent = {
    type: 'band-changed',
    case: moved,
    from: riskCase.band,
    reasons: reasonsOf(score),
  };
  return recommend({ case: moved, events: [changed] }, score, at);
};

/** The write-off was reversed: the case is worked again from the band its original dates put it in (ruling 16). */
export const reopenCase = (riskCase: RiskCase, invoice: Invoice, score: Score, at: Date): CaseChange => {
  if (riskCase.recoveryStatus !== 'WRITTEN_OFF_ROOT_CAUSE_DUE') return { case: riskCase, events: [] };
  const reopened: RiskCase = {
    ...riskCase,
    invoice,
    band: score.band,
    scoreBasisPoints: scoreBasisPoints(score),
    bandEnteredAt: at,
    escalationLevel: bandEntries[score.band].level,
    writeOff: null,
    ...entering(score.band, at),
  };
  const reasons = ['the write-off was reversed', ...reasonsOf(score)];
  const changed: CaseEvent = { type: 'band-changed', case: reopened, from: 'low', reasons };
  return recommend({ case: reopened, events: [changed] }, score, at);
};

/** The reasons of a score in words: what asked for the band, and every signal that earned points. */
const reasonsOf = ({ bandReasons, reasons }: Score): readonly string[] => [
  ...bandReasons.map(bandReasonText),
  ...reasons.filter(({ points }) => points > 0).map(reasonText),
];

const entering = (band: RiskCase['band'], at: Date): Working => ({
  recoveryStatus: 'OPEN',
  closedAt: null,
  nextAction: { action: bandEntries[band].actions[0], dueAt: dueAfter(band, at), breached: false },
});

const recommend = ({ case: riskCase, events }: CaseChange, score: Score, at: Date): CaseChange => {
  const { invoice } = riskCase;
  const reason = writeOffRecommendation({
    band: score.band,
    overdueDays: overdueDays(invoice, score.asOf),
    writeOffProposed: riskCase.writeOffProposed,
    sequenceRunning: false,
    disputeOpen: invoice.dispute.open,
    commitmentStands: commitmentStands(invoice.promises, score.asOf),
    planStands: false,
  });
  if (reason !== null && riskCase.recommendation === null) {
    const after = { ...riskCase, recommendation: { reason, since: at } };
    return { case: after, events: [...events, { type: 'write-off-recommended', case: after, reason }] };
  }
  return reason === null
    ? withdraw({ case: riskCase, events }, 'It no longer holds')
    : { case: riskCase, events };
};

/** Takes a standing recommendation back; without one it changes nothing. */
export const withdraw = (change: CaseChange, reason: string): CaseChange => {
  if (change.case.recommendation === null) return change;
  const after = { ...change.case, recommendation: null };
  return {
    case: after,
    events: [...change.events, { type: 'recommendation-withdrawn', case: after, reason }],
  };
};
