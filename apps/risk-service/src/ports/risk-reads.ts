import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Money } from '@recoup/domain/money';
import type { RiskCase } from '../domain/case/risk-case.ts';
import type { AccountProfile } from '../domain/score/account-profile.ts';
import type { Band } from '../domain/score/band.ts';
import type { Invoice } from '../domain/score/invoice.ts';

/** What a person may see: rows that one of their grants covers; `null` covers everything. */
export type Scope = readonly {
  readonly entity: string | null;
  readonly department: string | null;
  readonly clientId: string | null;
}[];

export type CaseView = {
  readonly riskCase: RiskCase;
  readonly version: number;
  readonly clientName: string;
  readonly priorShortPayCount180d: number;
  readonly priorCreditMemoCount180d: number;
  readonly accountHealthScore: number | null;
  readonly stakeholderResponsivenessScore: number | null;
  readonly structuredPlan: Money | null;
  readonly rootCauseCategory: string | null;
  readonly preventionOwner: string | null;
  readonly preventionDueAt: Date | null;
};

export type CaseLog = {
  readonly actions: readonly {
    readonly action: string;
    readonly dueAt: Date;
    readonly completedAt: Date;
    readonly completedBy: string;
    readonly note: string | null;
    readonly commitmentDate: CalendarDate | null;
  }[];
  readonly breaches: readonly {
    readonly missedAction: string;
    readonly dueAt: Date;
    readonly recordedAt: Date;
  }[];
  readonly owners: readonly {
    readonly name: string;
    readonly role: string;
    readonly assignedAt: Date;
    readonly latencyMs: number;
  }[];
};

/** What is left out filters nothing; without a status only open cases are listed. */
export type CaseFilter = {
  readonly bands?: readonly Band[] | undefined;
  readonly statuses?: readonly RiskCase['recoveryStatus'][] | undefined;
  readonly accountId?: string | undefined;
  readonly receivableId?: string | undefined;
  readonly ownerPersonId?: string | undefined;
  readonly breached?: boolean | undefined;
  readonly writeOffRecommended?: boolean | undefined;
};

export type CaseOrder = 'nextActionDueAt' | '-score';

/** Where a page begins: the sort value and the id of the last row seen. */
export type CasePlace = { readonly value: string; readonly id: string };

export type ScoreView = {
  readonly invoice: Invoice;
  readonly profile: AccountProfile;
  /** The stored row; `null` when the receivable is not open. */
  readonly stored: {
    readonly points: number;
    readonly band: Band;
    readonly cardVersion: string;
    readonly since: CalendarDate;
    readonly owner: { readonly personId: string | null; readonly role: string; readonly name: string } | null;
    readonly reminderDueAt: Date | null;
  } | null;
  readonly history: readonly {
    readonly asOf: CalendarDate;
    readonly points: number;
    readonly band: Band;
    readonly cardVersion: string;
  }[];
};

export type RiskReads = {
  /** One more than `limit`, so that the caller sees whether there is a next page. */
  readonly listCases: (
    filter: CaseFilter,
    order: CaseOrder,
    after: CasePlace | undefined,
    limit: number,
    scope: Scope,
  ) => Promise<readonly CaseView[]>;
  readonly findCase: (id: string, scope: Scope) => Promise<CaseView | undefined>;
  readonly caseLog: (id: string) => Promise<CaseLog>;
  readonly findScore: (
    receivableId: string,
    asOf: CalendarDate,
    scope: Scope,
  ) => Promise<ScoreView | undefined>;
};

/** The place of a case in an order, for the cursor of the next page. */
export const placeOf = ({ riskCase }: CaseView, order: CaseOrder): CasePlace => ({
  id: riskCase.id,
  value:
    order === '-score'
      ? String(riskCase.scoreBasisPoints)
      : (riskCase.nextAction?.dueAt.toISOString() ?? 'infinity'),
});
