import { addDays, type CalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { parseAmount } from '@recoup/domain/money';
import { accepted, type Result, refused } from '@recoup/domain/result';
import { type ApproverRole, approverRoles } from '../people/person.ts';

/** Which total sets a route: the commission (ruling 5), or all that is written off, where an agency bears the client's share as well. */
export const routeBases = ['COMMISSION', 'WHOLE_AMOUNT'] as const;
export type RouteBase = (typeof routeBases)[number];

/** A role that signs: always, from an amount on, or above it. Amounts as decimal texts in the group's base currency. */
export type ApprovalStep = {
  readonly role: ApproverRole;
  readonly from?: string | undefined;
  readonly above?: string | undefined;
};

/** By which rules the packets of an entity are routed: content that two administrators decide. */
export type ApprovalRules = {
  /** Each role of the approval matrix, in its order. */
  readonly steps: readonly ApprovalStep[];
  readonly base: RouteBase;
  /** Over how many days, that of the submission included, the submissions of a client are added up (ruling 5). */
  readonly splitDays: number;
};

/** A version of them. The entity `*` stands for every entity that has no policy of its own. A new version never changes another. */
export type ApprovalPolicy = ApprovalRules & { readonly entity: string; readonly version: number };

/** A version as it was decided. It holds from its day on, as long as none that was decided later holds as well. */
export type DecidedApprovalPolicy = ApprovalPolicy & { readonly validFrom: CalendarDate };

/** Of versions in the order in which they were decided, the one that holds on a day. */
export const policyOn = (
  decided: readonly DecidedApprovalPolicy[],
  day: CalendarDate,
): DecidedApprovalPolicy | undefined => decided.findLast(({ validFrom }) => validFrom <= day);

/** The least total, in minor units, for which a role signs; `undefined` when it always does. */
export const signsFrom = ({ from, above }: ApprovalStep, currency: Currency): bigint | undefined => {
  const text = from ?? above;
  if (text === undefined) return undefined;
  const parsed = parseAmount(text, currency);
  if (!parsed.ok) throw new RangeError(`${text} is no amount in ${currency}`);
  return above === undefined ? parsed.value.minor : parsed.value.minor + 1n;
};

export type RulesFault =
  | { readonly fault: 'other-roles' }
  | { readonly fault: 'always-signs'; readonly role: ApproverRole }
  | { readonly fault: 'two-limits' | 'no-amount'; readonly role: ApproverRole }
  | { readonly fault: 'before-the-one-before'; readonly role: ApproverRole };

/** Roles that sign for every packet: there is no simplified path (ruling 5). */
const alwaysSign: readonly ApproverRole[] = ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'];

/** Everything wrong with rules: each role once in the order of the matrix, and none for less than the role before it. */
export const faultsOf = ({ steps }: ApprovalRules, currency: Currency): readonly RulesFault[] => {
  if (steps.map(({ role }) => role).join() !== approverRoles.join()) return [{ fault: 'other-roles' }];
  const wrong = steps.flatMap((step): readonly RulesFault[] => {
    const { role, from, above } = step;
    const text = from ?? above;
    if (text !== undefined && alwaysSign.includes(role)) return [{ fault: 'always-signs', role }];
    if (from !== undefined && above !== undefined) return [{ fault: 'two-limits', role }];
    const parsed = text === undefined ? undefined : parseAmount(text, currency);
    return parsed && (!parsed.ok || parsed.value.minor < 0n) ? [{ fault: 'no-amount', role }] : [];
  });
  if (wrong.length > 0) return wrong;
  const least = steps.map((step) => signsFrom(step, currency) ?? 0n);
  return steps.flatMap(({ role }, at): readonly RulesFault[] =>
    (least[at] ?? 0n) < (least[at - 1] ?? 0n) ? [{ fault: 'before-the-one-before', role }] : [],
  );
};

export type PolicyRefusal =
  | { readonly reason: 'day-taken'; readonly taken: DecidedApprovalPolicy }
  | { readonly reason: 'too-early'; readonly first: CalendarDate }
  | { readonly reason: 'too-far-ahead'; readonly last: CalendarDate };

/** Nobody knows the rules of the year after next, while a mistyped year would hold unnoticed for long. */
const daysAhead = 366;

/**
 * Why a version cannot be decided from a day on. Packets are submitted today by the rules that hold, so that it begins tomorrow at the
 * earliest; no two begin on one day.
 */
export const refusePolicy = (
  decided: readonly DecidedApprovalPolicy[],
  validFrom: CalendarDate,
  today: CalendarDate,
): Result<undefined, PolicyRefusal> => {
  const [first, last] = [addDays(today, 1), addDays(today, daysAhead)];
  if (validFrom < first) return refused({ reason: 'too-early', first });
  if (validFrom > last) return refused({ reason: 'too-far-ahead', last });
  const taken = decided.find((other) => other.validFrom === validFrom);
  return taken ? refused({ reason: 'day-taken', taken }) : accepted(undefined);
};
