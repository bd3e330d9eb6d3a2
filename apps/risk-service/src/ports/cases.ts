import type { CaseChange, RiskCase, RiskCaseId } from '../domain/case/risk-case.ts';

/** Single cases, for decisions about one of them. */
export type Cases = {
  /** Runs `decide` on the stored case and keeps its outcome, or nothing when it is refused. */
  readonly change: <Refusal>(
    id: RiskCaseId,
    decide: (riskCase: RiskCase) => CaseDecision<Refusal>,
    at: Date,
  ) => Promise<CaseDecision<Refusal | { readonly reason: 'no-such-case' }>>;
  /** Up to `limit` open cases whose window ran out unrecorded before `at`, changed by `decide`; answers how many. */
  readonly changeLate: (
    decide: (riskCase: RiskCase) => CaseChange,
    at: Date,
    limit: number,
  ) => Promise<number>;
};

export type CaseDecision<Refusal> =
  | { readonly ok: true; readonly value: CaseChange }
  | { readonly ok: false; readonly refusal: Refusal };
