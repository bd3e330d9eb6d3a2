import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { ApprovalRules, DecidedApprovalPolicy } from '../domain/approval-policy/approval-policy.ts';

/** What two administrators decide about the route of an entity's packets, or of every entity's (`*`). */
export type NewApprovalPolicy = ApprovalRules & { readonly entity: string; readonly validFrom: CalendarDate };

export type ApprovalPolicies = {
  /** The code of the legal entity that somebody means, as it is registered; `undefined` where none is. */
  readonly entityMeant: (written: string) => Promise<string | undefined>;
  /** The versions of an entity in the order in which they were decided. They stand still until the transaction ends. */
  readonly decidedFor: (entity: string) => Promise<readonly DecidedApprovalPolicy[]>;
  /** Adds the next version of the entity. */
  readonly add: (policy: NewApprovalPolicy, changeRequestId: string) => Promise<void>;
};
