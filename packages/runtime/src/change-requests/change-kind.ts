import type { Scope } from '../http/covered-rows.ts';
import type { Refusing } from '../http/endpoint.ts';
import type { Problem } from '../http/problem.ts';
import type { Moment, PersonRef } from './decision.ts';

/** What a proposal would touch, as it stands at this moment. */
export type Weighed = {
  /** What stands now, as JSON; an approval is refused when this differs from what stood when it was proposed. */
  readonly before: unknown;
  /** Ids of people whom it would give something. */
  readonly beneficiaries: readonly string[];
  /** All that it touches, each of which a role of proposer and decider must cover; `everything` asks for a role without limits. */
  readonly scope: readonly Scope[] | 'everything';
};

/** A request that is being approved. */
export type Approving<Payload> = {
  readonly changeRequestId: string;
  readonly payload: Payload;
  readonly before: unknown;
  readonly reason: string | null;
  readonly validFrom: string | null;
  readonly proposedBy: PersonRef;
  readonly decidedBy: PersonRef;
  readonly moment: Moment;
  /** Records the approval now, for work that the database lets nobody do without it; otherwise it is recorded afterwards. */
  readonly recordApproval: () => Promise<void>;
};

/** A kind of thing that one person proposes and another decides: what it is about, who may, and what comes of it. */
type Parts<Payload> = {
  readonly kind: string;
  /** The roles of those who propose and decide, of which any one is enough. */
  readonly roles: readonly string[];
  /** Whether someone who runs the installation alone may approve their own after a cooling time: risk and control settings only. */
  readonly alone: boolean;
  readonly needsReason: boolean;
  readonly expiresAfterDays: number;
  /** The problems that an approval may answer beside those of every change request. */
  readonly refuses: readonly Refusing[];
  /** What it is about, where only one proposal about it may be open. */
  readonly subjectOf: (payload: Payload) => string | null;
  /** What of the subject tells it from others, where it can be written in several ways. */
  readonly subjectKeyOf?: (payload: Payload) => string | null;
  /** Asks another system once more before an approval, outside its transaction, which must not wait for an answer. */
  readonly lookAgain?: (payload: Payload) => Promise<unknown>;
  /**
   * Locks what it touches, so that it stands still until the transaction ends, and says what stands. A problem is why it cannot be
   * proposed or approved. `before` is what stood when it was proposed, where it was, and `seen` what `lookAgain` answered.
   */
  readonly weigh: (
    payload: Payload,
    moment: Moment,
    before?: unknown,
    seen?: unknown,
  ) => Promise<Weighed | { readonly problem: Problem }>;
  /** Does what was approved. Where it answers a problem it must leave nothing done; the request then stays open. */
  readonly apply: (approving: Approving<Payload>) => Promise<{ readonly problem: Problem } | undefined>;
};

/** A kind whose payload only it can read. */
export type ChangeKind = Parts<unknown> & Pick<Required<Parts<unknown>>, 'subjectKeyOf'>;
/** A kind with the type of what it is proposed with. */
export type ChangeKindOf<Payload> = ChangeKind & { readonly payload?: Payload };

export const changeKind = <Payload>(parts: Parts<Payload>): ChangeKindOf<Payload> => ({
  ...parts,
  // What is read back is what this kind was proposed with, so that it has the type its functions name.
  subjectOf: (payload) => parts.subjectOf(payload as Payload),
  subjectKeyOf: (payload) => (parts.subjectKeyOf ?? parts.subjectOf)(payload as Payload),
  weigh: (payload, ...rest) => parts.weigh(payload as Payload, ...rest),
  lookAgain: async (payload) => parts.lookAgain?.(payload as Payload),
  apply: (approving) => parts.apply({ ...approving, payload: approving.payload as Payload }),
});
