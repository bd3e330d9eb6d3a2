import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import { add, type Money } from '@recoup/domain/money';
import type { ApprovalPolicy } from '../approval-policy/approval-policy.ts';
import {
  type ApprovalRoute,
  approvalRoute,
  type RouteTotals,
  routeUnder,
} from '../approval-policy/approval-route.ts';
import type { RecentSubmission } from '../packet/submission-record.ts';

/** The route of a packet, and the sum that raised it when splitting is suspected (SPLIT_SUSPECT). */
export type WatchedRoute = { readonly route: ApprovalRoute; readonly splitSum: Money | null };

/**
 * Routes a packet by its own total, or by what the submissions of the same client, and of those that are one party with it, add up to
 * over the days of a policy when that reaches a higher threshold (ruling 5).
 */
export const watchedRoute = (
  own: RouteTotals,
  recent: readonly RecentSubmission[],
  policies: readonly ApprovalPolicy[],
  today: CalendarDate,
): WatchedRoute => {
  const ownRoute = approvalRoute(own, policies);
  const watched = policies.map((policy) => {
    const counted = recent.filter(({ on }) => on > addDays(today, -policy.splitDays));
    const totals = counted.reduce((sum, { totals: other }) => addTotals(sum, other), own);
    return { sum: totals[policy.base], route: routeUnder(policy, totals) };
  });
  return watched.reduce<WatchedRoute>(
    (raised, { route, sum }) => (route.length > raised.route.length ? { route, splitSum: sum } : raised),
    { route: ownRoute, splitSum: null },
  );
};

/** The commission of a packet and of the others of its client, in the base currency. */
export const splitTotalOf = (own: RouteTotals, recent: readonly RecentSubmission[]): Money =>
  recent.reduce((total, { totals }) => add(total, totals.COMMISSION), own.COMMISSION);

const addTotals = (one: RouteTotals, other: RouteTotals): RouteTotals => ({
  COMMISSION: add(one.COMMISSION, other.COMMISSION),
  WHOLE_AMOUNT: add(one.WHOLE_AMOUNT, other.WHOLE_AMOUNT),
});
