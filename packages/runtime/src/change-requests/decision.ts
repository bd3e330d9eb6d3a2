export const changeRequestStates = ['PROPOSED', 'APPROVED', 'REJECTED', 'WITHDRAWN', 'EXPIRED'] as const;
export type ChangeRequestState = (typeof changeRequestStates)[number];
export type ChangeRequestAction = 'APPROVE' | 'REJECT' | 'WITHDRAW';
export type PersonRef = { readonly personId: string; readonly name: string };

/** What one person proposes and another decides, as far as the decision depends on it. */
export type Proposal = {
  readonly state: ChangeRequestState;
  readonly proposedBy: PersonRef;
  /** Ids of people whom it would give something. They never decide about it. */
  readonly beneficiaries: readonly string[];
  /** The business date from which it would hold; null where it holds at once. */
  readonly validFrom: string | null;
  readonly expiresAt: Date;
  /** From when on whoever proposed it may approve it too; null where that takes another person for ever. */
  readonly aloneFrom: Date | null;
};

/**
 * Who decides: `oneWith` names others who are the same human, and `entitled` says whether their roles cover, at this moment, all that
 * the proposal touches.
 */
export type Decider = {
  readonly personId: string;
  readonly oneWith: readonly string[];
  readonly entitled: boolean;
};
export type Moment = { readonly at: Date; readonly today: string };

export type DecisionRefusal =
  | { readonly reason: 'role-missing' }
  | { readonly reason: 'already-decided'; readonly state: ChangeRequestState }
  | { readonly reason: 'expired' }
  | { readonly reason: 'beneficiary' }
  | { readonly reason: 'own-proposal' }
  /** The installation is run by one person, who has to wait until this moment. */
  | { readonly reason: 'cooling'; readonly until: Date }
  /** The day from which it would hold is over; nothing holds from a day in the past. */
  | { readonly reason: 'valid-from-past' }
  | { readonly reason: 'reason-missing' }
  | { readonly reason: 'not-proposer' };

/** Why this person may not approve it now; nothing where they may. */
export const refuseApproval = (
  proposal: Proposal,
  decider: Decider,
  moment: Moment,
): DecisionRefusal | undefined => {
  const refusal = refuseDecider(proposal, decider, moment);
  if (refusal) return refusal;
  if (proposal.proposedBy.personId === decider.personId) {
    const { aloneFrom } = proposal;
    if (!aloneFrom) return { reason: 'own-proposal' };
    if (moment.at < aloneFrom) return { reason: 'cooling', until: aloneFrom };
  } else if (isSameHuman(decider, proposal.proposedBy.personId)) return { reason: 'own-proposal' };
  return startsInThePast(proposal.validFrom, moment) ? { reason: 'valid-from-past' } : undefined;
};

/** Why this person may not turn it down. Whoever proposed it withdraws it instead. */
export const refuseRejection = (
  proposal: Proposal,
  decider: Decider,
  moment: Moment,
  why: string | null,
): DecisionRefusal | undefined => {
  const refusal = refuseDecider(proposal, decider, moment);
  if (refusal) return refusal;
  if (isSameHuman(decider, proposal.proposedBy.personId)) return { reason: 'own-proposal' };
  return why === null ? { reason: 'reason-missing' } : undefined;
};

/** Why this person may not take it back: only whoever proposed it may, also when their role has ended. */
export const refuseWithdrawal = (
  proposal: Proposal,
  { personId }: Decider,
  moment: Moment,
): DecisionRefusal | undefined =>
  refuseOpen(proposal, moment) ??
  (proposal.proposedBy.personId === personId ? undefined : { reason: 'not-proposer' });

const isSameHuman = ({ personId, oneWith }: Decider, other: string): boolean =>
  personId === other || oneWith.includes(other);

const refuseDecider = (proposal: Proposal, decider: Decider, moment: Moment): DecisionRefusal | undefined => {
  if (!decider.entitled) return { reason: 'role-missing' };
  const refusal = refuseOpen(proposal, moment);
  if (refusal) return refusal;
  return proposal.beneficiaries.some((one) => isSameHuman(decider, one))
    ? { reason: 'beneficiary' }
    : undefined;
};

const refuseOpen = ({ state, expiresAt }: Proposal, { at }: Moment): DecisionRefusal | undefined => {
  if (state === 'EXPIRED') return { reason: 'expired' };
  if (state !== 'PROPOSED') return { reason: 'already-decided', state };
  return expiresAt <= at ? { reason: 'expired' } : undefined;
};

export type ProposalRefusal =
  | { readonly reason: 'role-missing' }
  | { readonly reason: 'reason-missing' }
  | { readonly reason: 'valid-from-past' };

/** Why this person may not propose it. */
export const refuseProposal = (
  given: {
    readonly entitled: boolean;
    readonly needsReason: boolean;
    readonly why: string | null;
    readonly validFrom: string | null;
  },
  moment: Moment,
): ProposalRefusal | undefined => {
  if (!given.entitled) return { reason: 'role-missing' };
  if (given.needsReason && given.why === null) return { reason: 'reason-missing' };
  return startsInThePast(given.validFrom, moment) ? { reason: 'valid-from-past' } : undefined;
};

const startsInThePast = (validFrom: string | null, { today }: Moment): boolean =>
  validFrom !== null && validFrom < today;

/**
 * When a proposal runs out and, where the installation is run by one person and the kind allows it, from when on they may approve
 * their own. Cooling that would outlast the proposal is no permission.
 */
export const deadlinesOf = (
  at: Date,
  { expiresAfterDays, alone }: { readonly expiresAfterDays: number; readonly alone: boolean },
  coolingHours: number | undefined,
): Pick<Proposal, 'expiresAt' | 'aloneFrom'> => {
  const expiresAt = new Date(at.getTime() + expiresAfterDays * 24 * hourMs);
  const aloneFrom =
    alone && coolingHours !== undefined ? new Date(at.getTime() + coolingHours * hourMs) : null;
  return { expiresAt, aloneFrom: aloneFrom && aloneFrom < expiresAt ? aloneFrom : null };
};

const hourMs = 3_600_000;
