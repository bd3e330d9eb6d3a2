import type { Money } from '@recoup/domain/money';
import { type ApproverRole, approverRoles } from '../people/person.ts';

/**
 * From which total commission on an entity wants the CFO and above which the MD (requirement W5, ruling 5).
 * Amounts in minor units of the group's base currency. A new policy of an entity is a new version, never a change.
 */
export type ApprovalPolicy = {
  readonly entity: string;
  readonly version: number;
  readonly cfoFromMinor: bigint;
  readonly mdAboveMinor: bigint;
};

export type ApprovalRoute = readonly [ApproverRole, ...ApproverRole[]];

/** Who must sign for a total under these policies: the strictest of them decides (ruling 5). */
export const approvalRoute = (baseTotal: Money, policies: readonly ApprovalPolicy[]): ApprovalRoute => {
  const cfo = policies.some(({ cfoFromMinor }) => baseTotal.minor >= cfoFromMinor);
  const md = policies.some(({ mdAboveMinor }) => baseTotal.minor > mdAboveMinor);
  const [first, ...others] = approverRoles;
  return [first, ...others.filter((role) => (role === 'CFO' ? cfo || md : role === 'MD' ? md : true))];
};

/** The longer of two routes; routes of the approval matrix differ only in how far they go. */
export const strictest = (one: ApprovalRoute, other: ApprovalRoute): ApprovalRoute =>
  other.length > one.length ? other : one;
