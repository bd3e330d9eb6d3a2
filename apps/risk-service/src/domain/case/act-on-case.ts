import type { CalendarDate } from '@recoup/domain/calendar-date';
import { type Money, subtract } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { brokenCommitments } from '../score/invoice.ts';
import { actionAfter, dueAfter, levelAbove } from './band-entry.ts';
import { withdraw } from './follow-risk.ts';
import type { Owner, PersonId } from './owner-router.ts';
import type { CaseChange, CaseEvent, Commitment, RiskCase } from './risk-case.ts';
import { covers, type RoleInScope } from './scope.ts';

export type ActionRefusal = {
  readonly reason:
    | 'not-covered'
    | 'case-closed'
    | 'root-cause-due'
    | 'another-action-due'
    | 'commitment-in-the-past';
};

/** Roles whose holders work on the cases in their scope, whoever owns one. */
export const workers: readonly string[] = ['CASE_OWNER', 'COLLECTIONS_LEAD'];

export type CompletedAction = {
  /** The action that was done; it must be the one that is due, so that a stale screen completes nothing. */
  readonly action: string;
  readonly by: {
    readonly personId: PersonId;
    readonly name: string;
    readonly grants: readonly RoleInScope[];
  };
  readonly note: string | null;
  readonly commitment: Commitment | null;
};

/**
 * Records that the due action was done and sets the next one with a new window. It is also a contact, and may bring a
 * dated commitment; one that stood before and passed unkept counts as broken for good (definition D12).
 */
export const completeAction = (
  riskCase: RiskCase,
  done: CompletedAction,
  today: CalendarDate,
  at: Date,
): Result<CaseChange, ActionRefusal> => {
  const { personId, name, grants } = done.by;
  if (!grants.some((grant) => workers.includes(grant.role) && covers(grant, riskCase.invoice)))
    return refused({ reason: 'not-covered' });
  if (riskCase.recoveryStatus === 'RECOVERED') return refused({ reason: 'case-closed' });
  if (riskCase.recoveryStatus === 'WRITTEN_OFF_ROOT_CAUSE_DUE') return refused({ reason: 'root-cause-due' });
  if (done.action !== riskCase.nextAction.action) return refused({ reason: 'another-action-due' });
  if (done.commitment && done.commitment.date < today) return refused({ reason: 'commitment-in-the-past' });

  const { promises } = riskCase.invoice;
  const renewed = done.commitment
    ? { commitmentDate: done.commitment.date, brokenBefore: brokenCommitments(promises, today) }
    : {};
  const after: RiskCase = {
    ...riskCase,
    invoice: { ...riskCase.invoice, promises: { ...promises, ...renewed, lastContactOn: today } },
    paymentCommitmentConfidence: done.commitment?.confidence ?? riskCase.paymentCommitmentConfidence,
    nextAction: {
      action: actionAfter(riskCase.band, done.action),
      dueAt: dueAfter(riskCase.band, at),
      breached: false,
    },
  };
  const completed: CaseEvent = {
    type: 'action-completed',
    case: after,
    action: done.action,
    dueAt: riskCase.nextAction.dueAt,
    by: { personId, name },
    note: done.note,
    commitment: done.commitment,
  };
  return accepted({ case: after, events: [completed] });
};

/**
 * Records a missed window: once for each due time, one level up, and the action stays due. A case that is not late, or
 * whose miss is known, stays as it is.
 */
export const missAction = (riskCase: RiskCase, at: Date): CaseChange => {
  const { nextAction } = riskCase;
  if (nextAction === null || nextAction.breached || nextAction.dueAt >= at)
    return { case: riskCase, events: [] };
  const fromLevel = riskCase.escalationLevel;
  const level = riskCase.recoveryStatus === 'OPEN' ? levelAbove(fromLevel) : fromLevel;
  const after: RiskCase = {
    ...riskCase,
    escalationLevel: level,
    nextAction: { ...nextAction, breached: true },
  };
  const events: CaseEvent[] = [
    { type: 'sla-breached', case: after, missedAction: nextAction.action, dueAt: nextAction.dueAt },
  ];
  if (level !== fromLevel) {
    events.push({ type: 'escalated', case: after, fromLevel, reason: `Missed: ${nextAction.action}` });
  }
  return { case: after, events };
};

/** Gives the case to another owner; the same one changes nothing. */
export const assignOwner = (riskCase: RiskCase, owner: Owner, at: Date): CaseChange => {
  const { owner: previous } = riskCase;
  if (previous.personId === owner.personId && previous.role === owner.role)
    return { case: riskCase, events: [] };
  const after: RiskCase = { ...riskCase, owner, ownerAssignedAt: at };
  const latencyMs = previous.personId === null ? at.getTime() - riskCase.ownerAssignedAt.getTime() : 0;
  return {
    case: after,
    events: [{ type: 'owner-assigned', case: after, previousOwner: previous.name, latencyMs }],
  };
};

const rootCauseDueDays = 5;

/** The packet was executed: the case waits for its root cause and is not worked any more (ruling 22). */
export const writeOff = (
  riskCase: RiskCase,
  packetId: string | null,
  amount: Money,
  at: Date,
): CaseChange => {
  if (riskCase.recoveryStatus !== 'OPEN') return { case: riskCase, events: [] };
  const after: RiskCase = {
    ...riskCase,
    recoveryStatus: 'WRITTEN_OFF_ROOT_CAUSE_DUE',
    nextAction: {
      action: 'Record the root cause and the prevention owner',
      dueAt: new Date(at.getTime() + rootCauseDueDays * 86_400_000),
      breached: false,
    },
    closedAt: null,
    writeOff: { packetId, amount },
  };
  return withdraw({ case: after, events: [] }, 'Written off');
};

/** What has come in since the case was opened, while part of it is still open. */
export const recoveredSoFar = ({ atRisk, invoice }: RiskCase): Money => {
  const recovered = subtract(atRisk, invoice.outstanding);
  return recovered.minor > 0n ? recovered : { ...recovered, minor: 0n };
};

/** Nothing is open any more: the case closes as recovered with all that was at risk. */
export const closeRecovered = (riskCase: RiskCase, at: Date): CaseChange => {
  if (riskCase.recoveryStatus !== 'OPEN') return { case: riskCase, events: [] };
  const { case: withdrawn, events } = withdraw({ case: riskCase, events: [] }, 'Paid or credited in full');
  const after: RiskCase = {
    ...withdrawn,
    recoveryStatus: 'RECOVERED',
    nextAction: null,
    closedAt: at,
    recoveredAmount: riskCase.atRisk,
  };
  return { case: after, events: [...events, { type: 'closed', case: after }] };
};
