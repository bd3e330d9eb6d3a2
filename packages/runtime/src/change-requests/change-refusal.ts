import type { Problem } from '../http/problem.ts';
import type { DecisionRefusal, ProposalRefusal } from './decision.ts';

/** Why a change request is not proposed or not decided. */
export type ChangeRefusal =
  | DecisionRefusal
  | ProposalRefusal
  | { readonly reason: 'not-found' }
  /** Another proposal about the same subject is open. */
  | { readonly reason: 'already-proposed' }
  /** What the proposal would change no longer stands as it stood when it was proposed. */
  | { readonly reason: 'changed-since' }
  /** Its kind says why. */
  | { readonly reason: 'no-longer-possible'; readonly problem: Problem };
