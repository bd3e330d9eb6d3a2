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
