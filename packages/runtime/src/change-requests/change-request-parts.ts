import type { Database } from '../database/database.ts';
import type { Directory } from '../http/people-directory.ts';
import type { Problem } from '../http/problem.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { ChangeKind } from './change-kind.ts';
import type { ChangeRequest } from './change-request-rows.ts';
import type { DecisionRefusal, Moment, ProposalRefusal } from './decision.ts';

/** What change requests stand on in a service. */
export type ChangeRequestParts = {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly directory: Directory;
  readonly kinds: readonly ChangeKind[];
  readonly now: () => Date;
  readonly today: () => string;
  /** Who ends what nobody decides. */
  readonly service: string;
  /** How long somebody who runs the installation alone waits before they approve their own; none where two are needed. */
  readonly coolingHours: number | undefined;
};

/** Who decides which request, and what they say about it. */
export type Deciding = {
  readonly changeRequestId: string;
  readonly personId: string;
  readonly why?: string | null;
};

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

/** The request as it stands after what was asked, or why that was refused. */
export type Outcome = { readonly request: ChangeRequest } | { readonly refusal: ChangeRefusal };

export const momentOf = ({ now, today }: ChangeRequestParts): Moment => ({ at: now(), today: today() });

export const kindOf = ({ kinds }: ChangeRequestParts, name: string): ChangeKind => {
  const kind = kinds.find((one) => one.kind === name);
  if (!kind) throw new Error(`this service has no change request of kind ${name}`);
  return kind;
};

/** What somebody wrote, or null when nothing is left of it. */
export const textOf = (given: string | null | undefined): string | null => given?.trim() || null;
