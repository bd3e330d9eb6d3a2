import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Currency } from '@recoup/domain/currency';
import { changeKind } from '@recoup/runtime/change-requests/change-kind';
import { problem, type Refusing } from '@recoup/runtime/http/endpoint';
import type { Problem } from '@recoup/runtime/http/problem';
import {
  type ApprovalRules,
  faultsOf,
  type PolicyRefusal,
  policyOn,
  type RulesFault,
  refusePolicy,
} from '../../../domain/approval-policy/approval-policy.ts';
import type { ApprovalPolicies } from '../../../ports/approval-policies.ts';

export type ProposedPolicy = ApprovalRules & { readonly entity: string; readonly validFrom: string };

const unknownEntity = { status: 409, code: 'UNKNOWN_ENTITY' };
const stepsRefused = { status: 400, code: 'APPROVAL_STEPS_REFUSED' };
const refusals = {
  'day-taken': { status: 409, code: 'POLICY_DAY_TAKEN' },
  'too-early': { status: 409, code: 'VALID_FROM_TOO_EARLY' },
  'too-far-ahead': { status: 409, code: 'VALID_FROM_TOO_FAR' },
} as const satisfies Readonly<Record<PolicyRefusal['reason'], Refusing>>;

export const policyRefused: readonly Refusing[] = [unknownEntity, stepsRefused, ...Object.values(refusals)];

/** What of a proposal each refusal is about. */
export const policyFields = {
  UNKNOWN_ENTITY: '/entity',
  ALREADY_PROPOSED: '/entity',
  APPROVAL_STEPS_REFUSED: '/steps',
  POLICY_DAY_TAKEN: '/validFrom',
  VALID_FROM_TOO_EARLY: '/validFrom',
  VALID_FROM_TOO_FAR: '/validFrom',
};

/** From which amounts on who signs, which one administrator proposes and another approves. */
export const approvalPolicyChangeKind = (policies: ApprovalPolicies, baseCurrency: Currency) =>
  changeKind<ProposedPolicy>({
    kind: 'APPROVAL_POLICY',
    roles: ['ADMIN'],
    alone: false,
    needsReason: true,
    expiresAfterDays: 30,
    refuses: policyRefused,
    subjectOf: ({ entity }) => entity,
    weigh: async ({ entity, validFrom: from, ...rules }, moment) => {
      const [validFrom, today] = [toCalendarDate(from), toCalendarDate(moment.today)];
      if (!validFrom || !today) throw new Error(`${from} or ${moment.today} is no day`);
      const faults = faultsOf(rules, baseCurrency);
      if (faults.length > 0) return stepsProblem(faults, rules, baseCurrency);
      if (entity !== '*' && (await policies.entityMeant(entity)) !== entity) {
        const unknown = `${entity} is no legal entity. An asterisk means every entity without a policy of its own.`;
        return problem(unknownEntity.status, unknownEntity.code, unknown);
      }
      const decided = await policies.decidedFor(entity);
      const refused = refusePolicy(decided, validFrom, today);
      if (!refused.ok) return policyProblem(entity, refused.refusal);
      const replaces = decided.filter((other) => other.validFrom >= validFrom).map(({ version }) => version);
      const before = { holding: policyOn(decided, today) ?? null, replaces };
      return {
        before,
        beneficiaries: [],
        scope: entity === '*' ? 'everything' : [{ entity, department: null, clientId: null }],
      };
    },
    apply: async ({ payload, changeRequestId, recordApproval }) => {
      await recordApproval();
      const validFrom = toCalendarDate(payload.validFrom);
      if (!validFrom) throw new Error(`${payload.validFrom} is no day`);
      await policies.add({ ...payload, validFrom }, changeRequestId);
      return undefined;
    },
  });

const policyProblem = (entity: string, refusal: PolicyRefusal): { readonly problem: Problem } => {
  const { status, code } = refusals[refusal.reason];
  switch (refusal.reason) {
    case 'day-taken': {
      const { version, validFrom } = refusal.taken;
      const begins = `Version ${version} of ${entity} begins on ${validFrom}. Another one must begin on another day.`;
      return problem(status, code, begins);
    }
    case 'too-early':
      return problem(
        status,
        code,
        `An approval policy begins on ${refusal.first} at the earliest, since packets are submitted today by the one that holds.`,
      );
    case 'too-far-ahead': {
      const until = `A policy must begin by ${refusal.last}, at most 366 days from today, so that a mistyped year does not go unnoticed.`;
      return problem(status, code, until);
    }
  }
};

const sentenceOf = (fault: RulesFault, baseCurrency: Currency): string => {
  switch (fault.fault) {
    case 'other-roles':
      return 'The steps must name AGENT, DEPT_HEAD, VP_CLIENT_ACCOUNTING, CFO and MD, each once and in this order';
    case 'always-signs':
      return `${fault.role} signs every packet, so that this step has no amount`;
    case 'two-limits':
      return `${fault.role} signs either from an amount on or above it, not both`;
    case 'no-amount':
      return `The amount of ${fault.role} must be an amount in ${baseCurrency}, such as 50000.00`;
    case 'before-the-one-before':
      return `${fault.role} would sign for less than the role before it`;
  }
};

const stepsProblem = (
  faults: readonly RulesFault[],
  { steps }: ApprovalRules,
  baseCurrency: Currency,
): { readonly problem: Problem } => {
  const errors = faults.map((fault) => ({
    pointer: 'role' in fault ? `/steps/${steps.findIndex(({ role }) => role === fault.role)}` : '/steps',
    code: stepsRefused.code,
    message: sentenceOf(fault, baseCurrency),
  }));
  const [first] = errors;
  return problem(stepsRefused.status, stepsRefused.code, `${first?.message}. Nothing was proposed.`, {
    errors,
  });
};
