import { sql } from 'kysely';
import type { ReceivedPart } from '../../../domain/packet/packet-content.ts';
import type { Books } from '../../../ports/books.ts';
import type { BooksParts } from './books-parts.ts';
import { readTerms } from './entity-terms.ts';
import { findExecuted } from './executed-write-offs.ts';
import { lockReceivables } from './lock-receivables.ts';
import { recordRecovery } from './record-recovery.ts';
import { recordRefusal, recordRefusedRecovery } from './record-refusal.ts';
import { recordWriteOff } from './record-write-off.ts';

export const postgresBooks = (parts: BooksParts): Books => {
  const { database } = parts;
  return {
    keepPart: async (packetId, contentHash, { part, parts: all, lines }) => {
      await database.query(sql`
        insert into packet_content (packet_id, content_hash, part, parts, lines)
        values (${packetId}, ${contentHash}, ${part}, ${all}, ${JSON.stringify(lines)}::jsonb)
        on conflict do nothing`);
    },
    partsOf: (packetId, contentHash) =>
      database.query<ReceivedPart>(sql`
        select part, parts, lines from packet_content
         where packet_id = ${packetId} and content_hash = ${contentHash} order by part`),
    isDecided: async (packetId, round) => {
      const decided = await database.query(sql`
        select from write_off_execution
         where packet_id = ${packetId} and (round = ${round} or outcome = 'EXECUTED')`);
      return decided.length > 0;
    },
    lock: (receivableIds) => lockReceivables(database, receivableIds),
    termsOf: (eventDates, currency) => readTerms(database, eventDates, currency),
    bookWriteOff: (booking) => recordWriteOff(parts, booking),
    refuse: (refused) => recordRefusal(parts, refused),
    executed: (packetId) => findExecuted(database, packetId),
    bookRecovery: (booking) => recordRecovery(parts, booking),
    refuseRecovery: (refused) => recordRefusedRecovery(parts, refused),
  };
};
