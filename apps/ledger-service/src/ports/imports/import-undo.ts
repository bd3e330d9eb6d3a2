import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import type { Scope } from './imports.ts';

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
