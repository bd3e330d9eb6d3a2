import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { growing, money } from './values.ts';

const band = growing(['low', 'medium', 'high', 'critical']);

const riskCase = z.object({
  riskCaseId: z.uuid(),
  caseNo: z.string(),
  receivableId: z.uuid(),
  invoiceNumber: z.string(),
  accountId: z.uuid(),
  accountName: z.string(),
  entity: z.string(),
  department: z.string(),
  clientId: z.uuid(),
  outstanding: money,
  overdueDays: z.int(),
  band,
  /** 0 to 10000 basis points; screens show 0 to 100. */
  scoreBasisPoints: z.int().min(0).max(10_000),
  escalationLevel: z.int().min(0).max(3),
  owner: z.object({ personId: z.uuid().nullable(), name: z.string(), role: z.string() }),
  nextAction: z.string(),
  nextActionDueAt: z.iso.datetime(),
});

const ofCase = <Shape extends z.ZodRawShape>(verb: string, shape: Shape) =>
  contract(`recoup.risk-case.${verb}.v1`, topics.riskCases, riskCase.extend(shape));

/** An invoice left the low band for the first time; it now has a case with an owner and a deadline. */
export const RiskCaseOpenedV1 = ofCase('opened', { reasons: z.array(z.string()) });
/** The case moved up or down to another band; it has a new next action and action window. */
export const RiskCaseBandChangedV1 = ofCase('band-changed', { from: band, reasons: z.array(z.string()) });
/** The case has its first owner or a new one. */
export const RiskCaseOwnerAssignedV1 = ofCase('owner-assigned', { previousOwner: z.string().nullable() });
/** The next action was not done within its action window; published once for each missed action. */
export const RiskCaseSlaBreachedV1 = ofCase('sla-breached', {
  missedAction: z.string(),
  dueAt: z.iso.datetime(),
});
/** The case was escalated to a higher level: 1 commercial, 2 operational, 3 executive. */
export const RiskCaseEscalatedV1 = ofCase('escalated', { fromLevel: z.int(), reason: z.string() });
/** The risk service recommends that the receivable be written off (ruling 22). */
export const RiskCaseWriteOffRecommendedV1 = ofCase('write-off-recommended', { reason: z.string() });
/** The recommendation no longer holds. */
export const RiskCaseRecommendationWithdrawnV1 = ofCase('recommendation-withdrawn', { reason: z.string() });
/** The case is closed because nothing is open any more or its root cause is recorded; no action is due. */
export const RiskCaseClosedV1 = ofCase('closed', { recoveryStatus: z.string(), closedAt: z.iso.datetime() });
