import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { SideAmounts } from '@recoup/domain/sides';
import type { Journal, PostingPolicy } from '../domain/books/journal.ts';
import type { NonEmpty } from '../domain/books/non-empty.ts';
import type { ReceivedPart } from '../domain/books/packet-content.ts';
import type { ApprovedLine, LockedReceivable, WriteOff, WriteOffRefusal } from '../domain/books/write-off.ts';

export type StampedJournal = {
  readonly journal: Journal;
  readonly policy: PostingPolicy;
  readonly accountingDate: CalendarDate;
};

export type WriteOffBooking = {
  readonly packetId: string;
  readonly packetName: string;
  readonly round: number;
  readonly currency: string;
  readonly contentHash: string;
  readonly eventDate: CalendarDate;
  readonly writeOff: WriteOff;
  readonly journals: NonEmpty<StampedJournal>;
};

export type RefusedWriteOff = {
  readonly packetId: string;
  readonly round: number;
  readonly reason: WriteOffRefusal['reason'] | 'content-mismatch';
  /** The reason in a sentence, with the receivable that it is about. */
  readonly detail: string;
  readonly currency: string;
  readonly lines: readonly { readonly line: ApprovedLine; readonly open: SideAmounts }[];
};

/** An executed write-off as it stands, for its recovery. */
export type ExecutedWriteOff = {
  readonly cashReceiptId: string;
  readonly worksheetId: string;
  readonly recovered: boolean;
  readonly currency: string;
  readonly contentHash: string;
  readonly journals: NonEmpty<{
    readonly journalId: string;
    readonly journal: Journal;
    readonly policy: PostingPolicy;
  }>;
};

export type RecoveryBooking = {
  readonly packetId: string;
  readonly executed: ExecutedWriteOff;
  readonly eventDate: CalendarDate;
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
  readonly policyOf: (entity: string, date: CalendarDate) => Promise<PostingPolicy>;
  /** The date itself, or the first day of the next open period of the entity. */
  readonly openDate: (entity: string, date: CalendarDate) => Promise<CalendarDate>;
  readonly bookWriteOff: (booking: WriteOffBooking) => Promise<void>;
  readonly refuse: (refused: RefusedWriteOff) => Promise<void>;
  readonly executed: (packetId: string) => Promise<ExecutedWriteOff | undefined>;
  readonly bookRecovery: (booking: RecoveryBooking) => Promise<void>;
};
