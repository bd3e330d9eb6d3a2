import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import type { Scope } from './imports.ts';

/** Whether what its source no longer names is open all the same, or closed there. */
export type CandidateDecision = 'OPEN' | 'CLOSED';

export type DecidingCandidate = {
  readonly candidateId: string;
  readonly decision: CandidateDecision;
  readonly reason: string;
  readonly personId: string;
  /** What of the books the person works on: what lies beyond it is not there for them. */
  readonly scope: readonly Scope[];
  readonly todayIn: (timeZone: string) => CalendarDate;
};

export type CandidateRefusal = { readonly reason: 'not-found' | 'ended' };

/** What people decide about receivables that a full snapshot no longer names. */
export type ClosedAtSource = {
  /** Ends the candidate, and closes its receivable where it is closed at the source, in one transaction with event and log entry. */
  readonly decide: (deciding: DecidingCandidate) => Promise<Result<void, CandidateRefusal>>;
};

export type ClosingTask = {
  readonly taskId: string;
  readonly reason: string;
  readonly personId: string;
  readonly scope: readonly Scope[];
};

/** Work that the ledger gives to people. */
export type LedgerTasks = {
  readonly close: (
    closing: ClosingTask,
  ) => Promise<Result<void, { readonly reason: 'not-found' | 'closed' }>>;
};

export type UndoingImport = {
  readonly importId: string;
  readonly reason: string;
  readonly personId: string;
  readonly scope: readonly Scope[];
  readonly todayIn: (timeZone: string) => CalendarDate;
};

/**
 * Why an import stands: it is none that was committed, somebody may not undo it, or something has come of it since, such as a newer file, a
 * packet, or a task.
 */
export type UndoRefusal = {
  readonly reason: 'not-found' | 'not-committed' | 'out-of-scope' | 'followed';
  /** Of what followed: how many of its receivables, and the number of one of them. */
  readonly followed?: { readonly receivables: number; readonly invoiceNumber: string };
};

export type ImportUndo = {
  /** Takes back every balance that an import opened or moved, in one transaction with events and log entry. */
  readonly undo: (undoing: UndoingImport) => Promise<Result<void, UndoRefusal>>;
};
