import { problem, type Refusing } from '../../http/endpoint.ts';
import type { Problem } from '../../http/problem.ts';
import type { ChangeRefusal } from '../change-request-parts.ts';

type Reason = Exclude<ChangeRefusal['reason'], 'no-longer-possible'>;

const codes: Readonly<Record<Reason, Refusing>> = {
  'not-found': { status: 404, code: 'NOT_FOUND' },
  'role-missing': { status: 403, code: 'ROLE_REQUIRED' },
  'own-proposal': { status: 403, code: 'OWN_PROPOSAL' },
  beneficiary: { status: 403, code: 'BENEFICIARY' },
  'not-proposer': { status: 403, code: 'NOT_PROPOSER' },
  cooling: { status: 409, code: 'COOLING_TIME' },
  'already-decided': { status: 409, code: 'WRONG_STATE' },
  expired: { status: 409, code: 'PROPOSAL_EXPIRED' },
  'already-proposed': { status: 409, code: 'ALREADY_PROPOSED' },
  'changed-since': { status: 409, code: 'CHANGED_SINCE' },
  'valid-from-past': { status: 409, code: 'VALID_FROM_PAST' },
  'reason-missing': { status: 400, code: 'INVALID_INPUT' },
};

/** The problems that an endpoint may answer for these reasons. */
export const refusing = (...reasons: readonly Reason[]): readonly Refusing[] =>
  reasons.map((reason) => codes[reason]);

const decidedAs = {
  PROPOSED: 'proposed',
  APPROVED: 'approved',
  REJECTED: 'rejected',
  WITHDRAWN: 'withdrawn',
  EXPIRED: 'closed, because nobody decided it in time',
} as const;

/** What each refusal of a change request says. */
export const changeProblem = (refusal: ChangeRefusal): { readonly problem: Problem } => {
  if (refusal.reason === 'no-longer-possible') return { problem: refusal.problem };
  const { status, code } = codes[refusal.reason];
  if (refusal.reason !== 'reason-missing') return problem(status, code, detailOf(refusal));
  const message = 'is required';
  const errors = [{ pointer: '/reason', code: 'REQUIRED', message }];
  return problem(status, code, `reason ${message}`, { errors });
};

const detailOf = (
  refusal: Exclude<ChangeRefusal, { reason: 'no-longer-possible' | 'reason-missing' }>,
): string => {
  switch (refusal.reason) {
    case 'not-found':
      return 'This change request does not exist or is outside your scope';
    case 'role-missing':
      return 'Your roles do not cover everything that this change affects';
    case 'own-proposal':
      return 'You proposed this change. Another person must decide it; you can withdraw it.';
    case 'beneficiary':
      return 'This change gives you something, so you cannot decide it. Another person must.';
    case 'not-proposer':
      return 'Only the person who proposed this change can withdraw it. You can reject it instead.';
    case 'cooling':
      return `You can approve your own change from ${refusal.until.toISOString()} on, when its cooling time is over`;
    case 'already-decided':
      return `This change has already been ${decidedAs[refusal.state]}`;
    case 'expired':
      return 'Nobody decided this change in time. Propose it again.';
    case 'already-proposed':
      return 'A change request about the same subject is open. Decide or withdraw it first.';
    case 'changed-since':
      return 'What this change is about has changed since it was proposed. Propose it again.';
    case 'valid-from-past':
      return 'The day from which this change would hold is over. Propose it again with a later one.';
  }
};
