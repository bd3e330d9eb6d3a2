import type { CalendarDate } from '@recoup/domain/calendar-date';
import { noSides } from '@recoup/domain/sides';
import type { PostingPolicy } from '../domain/books/journal.ts';
import { mapEach } from '../domain/books/non-empty.ts';
import type { ReceivedPart } from '../domain/books/packet-content.ts';
import type { LockedReceivable } from '../domain/books/write-off.ts';
import type { Books, ExecutedWriteOff, RecoveryBooking, RefusedWriteOff, WriteOffBooking } from './books.ts';

/** Books of few receivables in memory. */
export type MemoryBooks = Books & {
  /** The receivables as they now stand. */
  readonly receivables: ReadonlyMap<string, LockedReceivable>;
  readonly writeOffs: readonly WriteOffBooking[];
  readonly refusals: readonly RefusedWriteOff[];
  readonly recoveries: readonly RecoveryBooking[];
};

const policy: PostingPolicy = { version: 'v1', creditLossMethod: 'DIRECT', payableSide: 'REVERSE_PAYABLE' };

export const memoryBooks = (
  receivables: readonly LockedReceivable[],
  openDate: (entity: string, date: CalendarDate) => CalendarDate = (_entity, date) => date,
): MemoryBooks => {
  const standing = new Map(receivables.map((one) => [one.receivableId, one]));
  const parts = new Map<string, ReceivedPart[]>();
  const executed = new Map<string, ExecutedWriteOff>();
  const writeOffs: WriteOffBooking[] = [];
  const refusals: RefusedWriteOff[] = [];
  const recoveries: RecoveryBooking[] = [];
  const partsOf = (packetId: string, contentHash: string) => parts.get(`${packetId} ${contentHash}`) ?? [];

  return {
    receivables: standing,
    writeOffs,
    refusals,
    recoveries,
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
    policyOf: async () => policy,
    openDate: async (entity, date) => openDate(entity, date),
    bookWriteOff: async (booking) => {
      const { packetId, currency, contentHash } = booking;
      writeOffs.push(booking);
      for (const one of booking.writeOff.cleared) standing.set(one.receivableId, { ...one, open: noSides });
      const journals = await mapEach(booking.journals, async ({ journal }) => ({
        journalId: `${packetId} in ${journal.entity}`,
        journal,
        policy,
      }));
      const [cashReceiptId, worksheetId] = [`receipt of ${packetId}`, `worksheet of ${packetId}`];
      const recovered = false;
      executed.set(packetId, { cashReceiptId, worksheetId, recovered, currency, contentHash, journals });
    },
    refuse: async (refused) => void refusals.push(refused),
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
