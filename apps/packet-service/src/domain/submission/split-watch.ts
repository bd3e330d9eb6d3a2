import { add, type Money } from '@recoup/domain/money';
import { type ApprovalPolicy, type ApprovalRoute, approvalRoute } from '../approval-policy/approval-route.ts';
import type { RecentSubmission } from '../packet/submission-record.ts';

/** Days that a client's submissions are added up over (ruling 5). */
export const splitWatchDays = 30;

/** The route of a packet, and the sum that raised it when splitting is suspected (SPLIT_SUSPECT). */
export type WatchedRoute = { readonly route: ApprovalRoute; readonly splitSum: Money | null };

/**
 * Routes a packet by its own commission, or by what the packets of the last 30 days of the same client, and of those that are one party
 * with it, add up to when that reaches a higher threshold (ruling 5). `sum` is the commission of all of them, in the base currency.
 */
export const watchedRoute = (own: Money, sum: Money, policies: readonly ApprovalPolicy[]): WatchedRoute => {
  const ownRoute = approvalRoute(own, policies);
  const sumRoute = approvalRoute(sum, policies);
  return sumRoute.length > ownRoute.length
    ? { route: sumRoute, splitSum: sum }
    : { route: ownRoute, splitSum: null };
};

export const splitTotalOf = (own: Money, recent: readonly RecentSubmission[]): Money =>
  recent.reduce((total, { baseTotal }) => add(total, baseTotal), own);
