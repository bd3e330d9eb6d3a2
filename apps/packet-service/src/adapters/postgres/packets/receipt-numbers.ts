import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { ReceiptNumbers } from '../../../ports/receipt-numbers.ts';

/** A number of another receipt than the packet's does not fit. */
export const postgresReceiptNumbers = (database: Database): ReceiptNumbers => ({
  keep: async (packetId, cashReceiptId, receiptNo) => {
    const kept = await database.query(sql`
      update write_off_packet set receipt_no = ${receiptNo}
       where write_off_packet_id = ${packetId} and cash_receipt_id = ${cashReceiptId} returning 1`);
    if (kept.length === 0) throw new Error(`packet ${packetId} does not have the receipt ${cashReceiptId}`);
  },
});
