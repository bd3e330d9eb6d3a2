import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Result } from '@recoup/domain/result';
import type { SideAmounts } from '@recoup/domain/sides';
import type { EntityTerms, MissingTerms } from '../domain/books/entity-terms.ts';
import type { Journal } from '../domain/books/journal.ts';
import type { NonEmpty } from '../domain/books/non-empty.ts';
import type { LockedReceivable } from '../domain/books/receivable.ts';
import type { ApprovedLine, WriteOff, WriteOffRefusal } from '../domain/books/write-off.ts';
import type { Approval } from '../domain/packet/approval.ts';
import type { ReceivedPart } from '../domain/packet/packet-content.ts';
import type { RecoveryKind } from '../domain/packet/recovery-kind.ts';

/** A journal with the terms of its entity. */
export type StampedJournal = {
  readonly journal: Journal;
  readonly terms: EntityTerms;
};

export type WriteOffBooking = Approval & {
  readonly packetName: string;
  readonly currency: string;
  readonly approvalHash: string;
  readonly writeOff: WriteOff;
  readonly journals: NonEmpty<StampedJournal>;
};

export type RefusedWriteOff = {
  readonly packetId: string;
  readonly round: number;
  readonly reason: WriteOffRefusal['reason'] | MissingTerms['reason'] | 'content-mismatch';
  /** The reason in a sentence, with the receivable or the entity that it is about. */
  readonly detail: string;
  readonly currency: string;
  readonly lines: readonly { readonly line: ApprovedLine; readonly open: SideAmounts }[];
};

/** Why a recovery cannot be booked, in a sentence with the entity that it is about. */
export type RefusedRecovery = {
  readonly packetId: string;
  readonly reason: MissingTerms['reason'] | 'date-before-write-off';
  readonly detail: string;
};

/** An executed write-off as it stands, for its recovery. */
export type ExecutedWriteOff = {
  readonly postingEventId: string;
  readonly round: number;
  readonly cashReceiptId: string;
  readonly packetName: string;
  readonly worksheetId: string;
  readonly recovered: boolean;
  readonly currency: string;
  readonly approvalHash: string;
  /** Each with the day on which the write-off counted in its entity. */
  readonly journals: NonEmpty<{
    readonly journalId: string;
    readonly journal: Journal;
    readonly eventDate: CalendarDate;
  }>;
};

export type RecoveryBooking = {
  readonly packetId: string;
  readonly kind: RecoveryKind;
  readonly executed: ExecutedWriteOff;
  readonly journals: NonEmpty<StampedJournal & { readonly reversesJournalId: string }>;
};

/**
 * The ledger's books. Everything below happens in the transaction of the event that asked for it: effect, journal, events
 * and log entry stand together or not at all.
 */
export type Books = {
  readonly keepPart: (packetId: string, contentHash: string, part: ReceivedPart) => Promise<void>;
  readonly partsOf: (packetId: string, contentHash: string) => Promise<readonly ReceivedPart[]>;
  /** Whether this round of the packet was decided before, or the packet was executed in another. */
  readonly isDecided: (packetId: string, round: number) => Promise<boolean>;
  /** Locks receivables in order of id until the transaction ends. */
  readonly lock: (receivableIds: readonly string[]) => Promise<ReadonlyMap<string, LockedReceivable>>;
  /**
   * By which policy, in which open period and at which rate entities post in a currency what was decided on their event date; or what
   * the first of them lacks.
   */
  readonly termsOf: (
    eventDates: ReadonlyMap<string, CalendarDate>,
    currency: string,
  ) => Promise<Result<ReadonlyMap<string, EntityTerms>, MissingTerms>>;
  readonly bookWriteOff: (booking: WriteOffBooking) => Promise<void>;
  readonly refuse: (refused: RefusedWriteOff) => Promise<void>;
  readonly executed: (packetId: string) => Promise<ExecutedWriteOff | undefined>;
  readonly bookRecovery: (booking: RecoveryBooking) => Promise<void>;
  readonly refuseRecovery: (refused: RefusedRecovery) => Promise<void>;
};
