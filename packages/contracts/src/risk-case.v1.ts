import * as z from 'zod';
import { contract } from './envelope.ts';
import { topics } from './topics.ts';
import { money } from './values.ts';

export const band = z.enum(['low', 'medium', 'high', 'critical']);

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

/** The band of an invoice first left low: a case with its owner and its timer. */
export const RiskCaseOpenedV1 = ofCase('opened', { reasons: z.array(z.string()) });
/** The case moved to another band, up or down; its window and next action began anew. */
export const RiskCaseBandChangedV1 = ofCase('band-changed', { from: band, reasons: z.array(z.string()) });
/** The case has another owner, or its first. */
export const RiskCaseOwnerAssignedV1 = ofCase('owner-assigned', { previousOwner: z.string().nullable() });
/** The next action was not done in its window; told once. */
export const RiskCaseSlaBreachedV1 = ofCase('sla-breached', {
  missedAction: z.string(),
  dueAt: z.iso.datetime(),
});
/** The case went to a higher level: 1 commercial, 2 operational, 3 executive. */
export const RiskCaseEscalatedV1 = ofCase('escalated', { fromLevel: z.int(), reason: z.string() });
/** The risk side recommends the receivable for a write-off (ruling 22). */
export const RiskCaseWriteOffRecommendedV1 = ofCase('write-off-recommended', { reason: z.string() });
/** The recommendation no longer holds. */
export const RiskCaseRecommendationWithdrawnV1 = ofCase('recommendation-withdrawn', { reason: z.string() });
/** Nothing is open any more, or its root cause is recorded; nothing more is due. */
export const RiskCaseClosedV1 = ofCase('closed', { recoveryStatus: z.string(), closedAt: z.iso.datetime() });
