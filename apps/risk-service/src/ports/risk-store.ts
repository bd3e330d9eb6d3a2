import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Candidate, Owner, PersonId } from '../domain/case/owner-router.ts';
import type { KnownItem, Rescored } from '../domain/case/rescore.ts';
import type { AccountId, ReceivableId } from '../domain/score/invoice.ts';
import type { Scorecard } from '../domain/score/scorecard.ts';

export type Selection =
  | { readonly receivables: readonly ReceivableId[]; readonly accounts?: never }
  | { readonly accounts: readonly AccountId[]; readonly receivables?: never };

/** Scores, cases and owners as they are kept. Everything is read and written by the batch. */
export type RiskStore = {
  /** Joins the transaction under way or runs a new one. */
  readonly transaction: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets nobody else rescore these accounts until the transaction ends. */
  readonly lockAccounts: (accounts: readonly AccountId[]) => Promise<void>;
  /** What must be looked at again, cases locked. Profiles of accounts count what was known before `asOf`. */
  readonly load: (selection: Selection, asOf: CalendarDate) => Promise<readonly KnownItem[]>;
  /** Keeps cases, scores, history and facts. */
  readonly save: (rescored: readonly Rescored[], at: Date) => Promise<void>;
  readonly scorecard: () => Promise<Scorecard>;
  readonly caseNumbers: (count: number) => Promise<readonly bigint[]>;
};

/** Who may own risk records, and who owns which account now. */
export type Owners = {
  readonly candidates: () => Promise<readonly Candidate[]>;
  readonly ofAccounts: (accounts: readonly AccountId[]) => Promise<ReadonlyMap<string, PersonId>>;
  /** How many accounts each person owns. */
  readonly load: () => Promise<ReadonlyMap<string, number>>;
  readonly assign: (owners: ReadonlyMap<string, Owner>, at: Date) => Promise<void>;
};

/** Accounts whose other items must be looked at again because something about one of them changed. */
export type DueAccounts = {
  readonly mark: (accounts: readonly AccountId[]) => Promise<void>;
  /** Marks every account with a record that one of these people owns, or nobody but a desk. */
  readonly markOwnedBy: (people: readonly PersonId[]) => Promise<void>;
  /** Some that are due, longest waiting first; they stay due until they are taken. */
  readonly next: (limit: number) => Promise<readonly AccountId[]>;
  /** Takes them off the list, but for those that a transaction under way marks again: what it changed is not to be seen yet. */
  readonly take: (accounts: readonly AccountId[]) => Promise<readonly AccountId[]>;
};
