import type { EventOf } from '@recoup/contracts/envelope';
import { PacketCompletedV1 } from '@recoup/contracts/packet.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

type Completed = Pick<EventOf<typeof PacketCompletedV1>, 'id' | 'data'>;

/** A packet that is complete, and what its receipt is called. */
export type NumberedCompletion = {
  readonly event: { readonly id: string; readonly type: string };
  readonly completed: Completed['data'];
  readonly receiptNo: string;
};

/**
 * Two services say that a packet is complete and which number its receipt has, and either may be heard first: it is kept until the other
 * is there. Answers both once, to whoever comes second.
 */
export const numberedCompletions = (database: Queries) => ({
  completed: ({ id, data }: Completed): Promise<NumberedCompletion | undefined> =>
    put(database, data.packetId, { eventId: id, completed: JSON.stringify(data), receiptNo: null }),
  numbered: (packetId: string, receiptNo: string): Promise<NumberedCompletion | undefined> =>
    put(database, packetId, { eventId: null, completed: null, receiptNo }),
});

type Known = {
  readonly eventId: string | null;
  readonly completed: unknown;
  readonly receiptNo: string | null;
};

const put = async (
  database: Queries,
  packetId: string,
  { eventId, completed, receiptNo }: Known,
): Promise<NumberedCompletion | undefined> => {
  const [known] = await database.query<Known>(sql`
    insert into packet_completion as known (packet_id, event_id, completed, receipt_no)
    values (${packetId}, ${eventId}, ${completed}::jsonb, ${receiptNo})
    on conflict (packet_id) do update
       set event_id = coalesce(excluded.event_id, known.event_id), completed = coalesce(excluded.completed, known.completed),
           receipt_no = coalesce(excluded.receipt_no, known.receipt_no)
    returning event_id as "eventId", completed, receipt_no as "receiptNo"`);
  if (!known?.eventId || known.receiptNo === null) return undefined;
  await database.query(sql`delete from packet_completion where packet_id = ${packetId}`);
  return {
    event: { id: known.eventId, type: PacketCompletedV1.type },
    completed: PacketCompletedV1.data.parse(known.completed),
    receiptNo: known.receiptNo,
  };
};
