import type { Money } from '@recoup/domain/money';
import { type ApproverRole, approverRoles } from '../people/person.ts';
import { type ApprovalPolicy, type RouteBase, signsFrom } from './approval-policy.ts';

export type ApprovalRoute = readonly [ApproverRole, ...ApproverRole[]];

/** What may set a route, all in the group's base currency. */
export type RouteTotals = Readonly<Record<RouteBase, Money>>;

/** Who must sign for these totals under one policy. */
export const routeUnder = ({ base, steps }: ApprovalPolicy, totals: RouteTotals): ApprovalRoute => {
  const { minor, currency } = totals[base];
  const asked = steps.filter((step) => (signsFrom(step, currency) ?? 0n) <= minor).map(({ role }) => role);
  const [first, ...others] = approverRoles;
  const furthest = Math.max(...asked.map((role) => approverRoles.indexOf(role)));
  return [first, ...others.slice(0, furthest)];
};

/** Who must sign under several policies, of which the strictest decides (ruling 5). */
export const approvalRoute = (totals: RouteTotals, policies: readonly ApprovalPolicy[]): ApprovalRoute =>
  policies.map((policy) => routeUnder(policy, totals)).reduce(strictest);

/** The longer of two routes; routes of the approval matrix differ only in how far they go. */
export const strictest = (one: ApprovalRoute, other: ApprovalRoute): ApprovalRoute =>
  other.length > one.length ? other : one;
