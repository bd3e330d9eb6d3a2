import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { Movement } from '../../../domain/books/movement.ts';
import { codeOfSide } from '../../../rows/side-codes.ts';

const perStatement = 10_000;

/** Writes what a worksheet applied; the database moves the balances by it. */
export const recordApplications = async (
  database: Queries,
  postingEventId: string,
  worksheetId: string,
  movements: readonly Movement[],
): Promise<void> => {
  for (let start = 0; start < movements.length; start += perStatement) {
    const batch = movements.slice(start, start + perStatement);
    await database.query(sql`
      insert into receivable_movement
        (posting_event_id, billing_item_detail_id, side, component, kind, amount_minor, functional_minor, worksheet_id, department)
      select ${postingEventId}, receivable, side, component, 'WRITE_OFF', amount, functional, ${worksheetId}, department
        from unnest(${batch.map(({ receivableId }) => receivableId)}::uuid[],
                    ${batch.map(({ side }) => codeOfSide[side])}::text[],
                    ${batch.map(({ component }) => component)}::text[],
                    ${batch.map(({ department }) => department)}::text[],
                    ${batch.map(({ amountMinor }) => String(amountMinor))}::bigint[],
                    ${batch.map(({ functionalMinor }) => String(functionalMinor))}::bigint[])
             as movement (receivable, side, component, department, amount, functional)`);
  }
};

/** What is out of the books but not forgotten: the amount of each receivable that a packet wrote off. */
export const recordMemo = async (
  database: Queries,
  postingEventId: string,
  packetId: string,
  kind: 'EXECUTED' | 'RECOVERED',
): Promise<void> => {
  await database.query(sql`
    insert into memo_movement (posting_event_id, packet_id, billing_item_detail_id, kind, amount_minor)
    select posting_event_id, ${packetId}, billing_item_detail_id, ${kind}, -sum(amount_minor)
      from receivable_movement where posting_event_id = ${postingEventId}
     group by posting_event_id, billing_item_detail_id`);
};
