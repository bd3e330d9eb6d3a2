import type { GlError, GlJournal } from './general-ledger.ts';

export type GlPostingState = 'PENDING' | 'SENDING' | 'POSTED' | 'UNKNOWN' | 'REJECTED' | 'HELD';

/** A document that is due, with the state it was found in. */
export type DuePosting = {
  readonly glPostingId: string;
  readonly state: GlPostingState;
  readonly attempts: number;
  /** The thread of events to which the document belongs, and the event that called for it, if one did. */
  readonly threadId: string;
  readonly causedBy: string | null;
  readonly document: GlJournal;
};

export type GlPostings = {
  /** Takes the next due document and marks it SENDING, so that a crash while sending is seen as such afterwards. */
  readonly take: () => Promise<DuePosting | undefined>;
  readonly posted: (posting: DuePosting, documentId: string) => Promise<void>;
  readonly unknown: (posting: DuePosting, reason: string, nextTryInMs: number) => Promise<void>;
  readonly rejected: (posting: DuePosting, errors: readonly GlError[]) => Promise<void>;
  readonly held: (posting: DuePosting, reason: string) => Promise<void>;
};
