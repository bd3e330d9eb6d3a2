import type { GlDocumentState, GlStep } from '../domain/general-ledger/gl-document.ts';
import type { GlDocument, GlError, GlJournal, GlStanding } from './general-ledger.ts';
import type { GlBodies } from './general-ledger-bodies.ts';

/** What everybody is told about a document. */
export type GlAbout = {
  readonly packetId: string;
  readonly kind: string;
  readonly step: GlStep;
  readonly externalId: string;
  readonly entity: string;
  readonly currency: string;
  readonly totalMinor: bigint;
};

export type Unanswered = { readonly since: Date; readonly forMs: number };

/** A document that is due, with the state it was found in. */
export type DuePosting = {
  readonly glDocumentId: string;
  readonly state: GlDocumentState;
  /** How often it was taken since somebody last released it, this time included. */
  readonly tries: number;
  /** How often it was sent. */
  readonly attempts: number;
  /** The last sending that got no answer. */
  readonly unanswered: Unanswered | null;
  /** Whether it is sent in this very try. */
  readonly sent: boolean;
  /** The thread of events to which the document belongs, and the event that called for it, if one did. */
  readonly threadId: string;
  readonly causedBy: string | null;
  readonly about: GlAbout;
  /** Null where the mapping lacked something when it was booked: it is made before it is sent. Never null of one that follows another. */
  readonly document: GlDocument | null;
};

/** What came of a document is said by whoever took it last; from anybody before, it changes nothing. */
export type GlDocuments = {
  /**
   * Takes the next due document and marks it SENDING, so that nobody else takes it. A document that follows
   * another is not due before that one stands in the general ledger, nor before it has a body.
   */
  readonly take: () => Promise<DuePosting | undefined>;
  /** The journal of a document that has no body yet, and which invoices it clears where that is asked. */
  readonly journalOf: (posting: DuePosting, withCleared: boolean) => Promise<GlJournal>;
  /**
   * Keeps the bodies that were made late: the first is that of the document itself, the others become documents of their own. The
   * recovery that waits for it gets its bodies from these and from nothing else.
   */
  readonly keepBodies: (
    posting: DuePosting,
    documents: readonly GlDocument[],
    mappingVersion: number | null,
    mirror: Pick<GlBodies, 'recoveryOf'>,
  ) => Promise<void>;
  /**
   * Notes that it is sent now, which a crash leaves as a sending without an answer. Undefined where another one has taken it meanwhile:
   * then it must not be sent.
   */
  readonly sending: (posting: DuePosting) => Promise<DuePosting | undefined>;
  readonly posted: (posting: DuePosting, standing: GlStanding) => Promise<void>;
  readonly awaitingApproval: (
    posting: DuePosting,
    standing: GlStanding,
    nextTryInMs: number,
  ) => Promise<void>;
  /** Handed over as a file, whose acknowledgement is looked for from time to time. */
  readonly exported: (posting: DuePosting, file: string, nextTryInMs: number) => Promise<void>;
  /** May have arrived. A sending that was answered, with these errors, is no longer one without an answer. */
  readonly unknown: (
    posting: DuePosting,
    reason: string,
    nextTryInMs: number,
    answered?: readonly GlError[],
  ) => Promise<void>;
  /** Surely nothing was sent, nor before: the document stands as before, and the attempt does not count. */
  readonly notSent: (posting: DuePosting, reason: string, nextTryInMs: number) => Promise<void>;
  readonly rejected: (posting: DuePosting, errors: readonly GlError[]) => Promise<void>;
  readonly held: (posting: DuePosting, reason: string) => Promise<void>;
};
