import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Id } from '@recoup/domain/id';
import type { Money } from '@recoup/domain/money';
import type { Band } from '../score/band.ts';
import type { Invoice } from '../score/invoice.ts';
import type { EscalationLevel } from './band-entry.ts';
import type { Owner, PersonId } from './owner-router.ts';

export type RiskCaseId = Id<'risk-case'>;

/**
 * An invoice at risk with the person who answers for it and the hour by which they act (`enterprise_writeoff_risk_case_v1`,
 * requirement P1). What the ledger knows about the invoice stands in `invoice` as it was last published.
 */
export type RiskCase = CaseCore & CaseState;

export type CaseCore = {
  readonly id: RiskCaseId;
  /** The number people say. */
  readonly caseNo: bigint;
  readonly invoice: Invoice;
  readonly band: Band;
  readonly scoreBasisPoints: number;
  readonly owner: Owner;
  /** What was open when the case was opened. */
  readonly atRisk: Money;
  readonly escalationLevel: EscalationLevel;
  readonly openedAt: Date;
  readonly bandEnteredAt: Date;
  readonly ownerAssignedAt: Date;
  readonly paymentCommitmentConfidence: Confidence | null;
  readonly writeOffProposed: boolean;
  readonly recommendation: { readonly reason: string; readonly since: Date } | null;
  readonly writeOff: { readonly packetId: string | null; readonly amount: Money } | null;
};

export type CaseState = Working | WrittenOff | Closed;

/** Somebody is due to do something. */
export type Working = {
  readonly recoveryStatus: 'OPEN';
  readonly nextAction: NextAction;
  readonly closedAt: null;
};
/** Its packet was executed; the case ends only with a root cause (requirement P5). */
export type WrittenOff = {
  readonly recoveryStatus: 'WRITTEN_OFF_ROOT_CAUSE_DUE';
  readonly nextAction: NextAction;
  readonly closedAt: null;
};
export type Closed = {
  readonly recoveryStatus: 'RECOVERED';
  readonly nextAction: null;
  readonly closedAt: Date;
  readonly recoveredAmount: Money;
};

export type NextAction = {
  readonly action: string;
  readonly dueAt: Date;
  /** Whether the missed window was already recorded. It is recorded once. */
  readonly breached: boolean;
};

export const confidences = ['low', 'medium', 'high'] as const;
export type Confidence = (typeof confidences)[number];

/** The number of a case as people say it: `RC-000042`. */
export const caseNumber = (caseNo: bigint): string => `RC-${String(caseNo).padStart(6, '0')}`;

/** What happened to a case, with the case as it stands afterwards. */
export type CaseEvent = { readonly case: RiskCase } & (
  | { readonly type: 'opened'; readonly reasons: readonly string[] }
  | { readonly type: 'band-changed'; readonly from: Band; readonly reasons: readonly string[] }
  | { readonly type: 'owner-assigned'; readonly previousOwner: string | null; readonly latencyMs: number }
  | { readonly type: 'sla-breached'; readonly missedAction: string; readonly dueAt: Date }
  | { readonly type: 'escalated'; readonly fromLevel: EscalationLevel; readonly reason: string }
  | {
      readonly type: 'action-completed';
      readonly action: string;
      readonly dueAt: Date;
      readonly by: { readonly personId: PersonId; readonly name: string };
      readonly note: string | null;
      readonly commitment: Commitment | null;
    }
  | { readonly type: 'write-off-recommended'; readonly reason: string }
  | { readonly type: 'recommendation-withdrawn'; readonly reason: string }
  | { readonly type: 'closed' }
);

export type Commitment = { readonly date: CalendarDate; readonly confidence: Confidence };

/** A case after a decision, and what happened to it on the way. */
export type CaseChange = { readonly case: RiskCase; readonly events: readonly CaseEvent[] };
