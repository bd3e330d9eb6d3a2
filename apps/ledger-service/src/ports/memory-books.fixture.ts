import { accepted } from '@recoup/domain/result';
import { someTerms } from '../domain/books/books.fixture.ts';
import type { EntityTerms } from '../domain/books/entity-terms.ts';
import { mapNonEmpty } from '../domain/books/non-empty.ts';
import type { LockedReceivable } from '../domain/books/receivable.ts';
import type { ReceivedPart } from '../domain/packet/packet-content.ts';
import type {
  Books,
  ExecutedWriteOff,
  RecoveryBooking,
  RefusedRecovery,
  RefusedWriteOff,
  WriteOffBooking,
} from './books.ts';

/** Books of few receivables in memory. */
export type MemoryBooks = Books & {
  /** The receivables as they now stand. */
  readonly receivables: ReadonlyMap<string, LockedReceivable>;
  readonly writeOffs: readonly WriteOffBooking[];
  readonly refusals: readonly RefusedWriteOff[];
  readonly recoveries: readonly RecoveryBooking[];
  readonly refusedRecoveries: readonly RefusedRecovery[];
};

/** `asked` answers for the terms of entities; without it each posts on its event date as is usual. */
export const memoryBooks = (
  receivables: readonly LockedReceivable[],
  asked: Books['termsOf'] = async (eventDates) => accepted(usualTerms(eventDates)),
): MemoryBooks => {
  const standing = new Map(receivables.map((one) => [one.receivableId, one]));
  const parts = new Map<string, ReceivedPart[]>();
  const executed = new Map<string, ExecutedWriteOff>();
  const writeOffs: WriteOffBooking[] = [];
  const refusals: RefusedWriteOff[] = [];
  const recoveries: RecoveryBooking[] = [];
  const refusedRecoveries: RefusedRecovery[] = [];
  const partsOf = (packetId: string, contentHash: string) => parts.get(`${packetId} ${contentHash}`) ?? [];

  return {
    receivables: standing,
    writeOffs,
    refusals,
    recoveries,
    refusedRecoveries,
    keepPart: async (packetId, contentHash, part) => {
      const known = partsOf(packetId, contentHash);
      if (known.some((one) => one.part === part.part)) return;
      parts.set(`${packetId} ${contentHash}`, [...known, part]);
    },
    partsOf: async (packetId, contentHash) => partsOf(packetId, contentHash),
    isDecided: async (packetId, round) =>
      executed.has(packetId) ||
      refusals.some((refused) => refused.packetId === packetId && refused.round === round),
    lock: async (receivableIds) => new Map([...standing].filter(([id]) => receivableIds.includes(id))),
    termsOf: asked,
    bookWriteOff: async (booking) => {
      const { packetId, currency, approvalHash, round } = booking;
      writeOffs.push(booking);
      for (const one of booking.writeOff.cleared) standing.set(one.receivableId, { ...one, balances: [] });
      executed.set(packetId, {
        ...{ packetId, currency, approvalHash, round, recovered: false },
        postingEventId: `event of ${packetId}`,
        cashReceiptId: `receipt of ${packetId}`,
        packetName: booking.packetName,
        worksheetId: `worksheet of ${packetId}`,
        journals: mapNonEmpty(booking.journals, ({ journal, terms }) => ({
          journalId: `${packetId} in ${journal.entity}`,
          journal,
          eventDate: terms.eventDate,
        })),
      });
    },
    refuse: async (refused) => void refusals.push(refused),
    refuseRecovery: async (refused) => void refusedRecoveries.push(refused),
    executed: async (packetId) => executed.get(packetId),
    bookRecovery: async (booking) => {
      recoveries.push(booking);
      executed.set(booking.packetId, { ...booking.executed, recovered: true });
      for (const { packetId, writeOff } of writeOffs) {
        if (packetId !== booking.packetId) continue;
        for (const one of writeOff.cleared) standing.set(one.receivableId, one);
      }
    },
  };
};

const usualTerms = (eventDates: Parameters<Books['termsOf']>[0]): ReadonlyMap<string, EntityTerms> =>
  new Map(
    [...eventDates].map(([entity, eventDate]) => [
      entity,
      someTerms(entity, { eventDate, accountingDate: eventDate }),
    ]),
  );
