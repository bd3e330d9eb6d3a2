import type { SideAmounts } from '@recoup/domain/sides';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { PacketEvent } from '../../../domain/packet/packet-event.ts';

type CompletedEvent = Extract<PacketEvent, { readonly type: 'packet-completed' }>;

/**
 * Keeps what the ledger did beside what was approved. It names the lines that differ, as many as a message holds: only when it names all
 * that it counted were the others executed as they were approved.
 */
export const keepExecution = async (
  database: Database,
  { packet, at, content }: CompletedEvent,
): Promise<void> => {
  const { cashReceiptId, executedAt, executed, lines, lowered, dropped } = content;
  const { totals, receivableCount, loweredCount, droppedCount } = executed;
  await database.query(sql`
    insert into packet_execution (write_off_packet_id, packet_submission_id, cash_receipt_id, executed_dt, recorded_dt,
                                  executed_commission_minor, executed_payable_minor, executed_tax_minor, executed_fee_minor,
                                  receivable_count, lowered_count, dropped_count)
    select ${packet.id}, packet_submission_id, ${cashReceiptId}, ${executedAt.toISOString()}, ${at.toISOString()},
           ${texts(totals).revenue}, ${texts(totals).payable}, ${texts(totals).tax}, ${texts(totals).fee},
           ${receivableCount}, ${loweredCount}, ${droppedCount}
      from packet_submission where write_off_packet_id = ${packet.id} and attempt = ${packet.submission.attempt}`);
  const allNamed = lowered.length === loweredCount && dropped.length === droppedCount;
  const stated = lines.map(({ receivableId, executed: sides }) => ({ id: receivableId, ...texts(sides) }));
  await database.query(sql`
    insert into packet_execution_line (write_off_packet_id, billing_item_detail_id, outcome_cd, executed_commission_minor,
                                       executed_payable_minor, executed_tax_minor, executed_fee_minor)
    select ${packet.id}, line.billing_item_detail_id, outcome,
           case outcome when 'AS_APPROVED' then commission_minor when 'DROPPED' then 0 else stated.revenue end,
           case outcome when 'AS_APPROVED' then payable_minor when 'DROPPED' then 0 else stated.payable end,
           case outcome when 'AS_APPROVED' then tax_minor when 'DROPPED' then 0 else stated.tax end,
           case outcome when 'AS_APPROVED' then fee_minor when 'DROPPED' then 0 else stated.fee end
      from packet_submission_line line
      join packet_submission submission using (packet_submission_id)
      left join jsonb_to_recordset(${JSON.stringify(stated)}::jsonb)
                as stated (id uuid, revenue bigint, payable bigint, tax bigint, fee bigint)
             on stated.id = line.billing_item_detail_id
     cross join lateral (
           select case when line.billing_item_detail_id = any (${dropped}::uuid[]) then 'DROPPED'
                       when line.billing_item_detail_id = any (${lowered}::uuid[]) then 'LOWERED'
                       when ${allNamed} or stated.id is not null then 'AS_APPROVED'
                       else 'NOT_STATED' end as outcome) ended
     where submission.write_off_packet_id = ${packet.id} and submission.attempt = ${packet.submission.attempt}`);
};

const texts = ({ revenue, payable, tax, fee }: SideAmounts) => ({
  revenue: revenue.toString(),
  payable: payable.toString(),
  tax: tax.toString(),
  fee: fee.toString(),
});
