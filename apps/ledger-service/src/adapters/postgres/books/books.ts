import { toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { PostingPolicy } from '../../../domain/books/journal.ts';
import type { ReceivedPart } from '../../../domain/books/packet-content.ts';
import type { LockedReceivable } from '../../../domain/books/write-off.ts';
import type { Books } from '../../../ports/books.ts';
import { type SideColumns, sidesOf } from '../../../rows/side-columns.ts';
import type { BooksParts } from './books-parts.ts';
import { findExecuted } from './executed-write-offs.ts';
import { recordRecovery } from './record-recovery.ts';
import { recordRefusal } from './record-refusal.ts';
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
    policyOf: async (entity, date) => {
      const [policy] = await database.query<PostingPolicy>(sql`
        select version, credit_loss_method as "creditLossMethod", payable_side as "payableSide"
          from posting_policy
         where entity in (${entity}, '*') and valid_from <= ${date}::date
         order by entity = '*', valid_from desc limit 1`);
      if (!policy) throw new Error(`no posting policy holds for ${entity} on ${date}`);
      return policy;
    },
    openDate: async (entity, date) => {
      const [open] = await database.query<{ day: string }>(sql`
        select case when month = 0 then ${date}::date
                    else (date_trunc('month', ${date}::date) + make_interval(months => month))::date end as day
          from generate_series(0, 24) as month
         where not exists (
           select from accounting_period
            where entity = ${entity} and state = 'CLOSED'
              and period = to_char(date_trunc('month', ${date}::date) + make_interval(months => month), 'YYYY-MM'))
         order by month limit 1`);
      const day = open && toCalendarDate(open.day);
      if (!day) throw new Error(`${entity} has no open period within two years of ${date}`);
      return day;
    },
    bookWriteOff: (booking) => recordWriteOff(parts, booking),
    refuse: (refused) => recordRefusal(parts, refused),
    executed: (packetId) => findExecuted(database, packetId),
    bookRecovery: (booking) => recordRecovery(parts, booking),
  };
};

type LockedRow = Omit<LockedReceivable, 'open'> & {
  readonly openMinor: SideColumns;
};

const lockReceivables = async (
  database: Database,
  receivableIds: readonly string[],
): Promise<ReadonlyMap<string, LockedReceivable>> => {
  const rows = await database.query<LockedRow>(sql`
    select detail.billing_item_detail_id as "receivableId", item.entity, item.department,
           item.account_id as "accountId", account.number as "accountNumber", item.currency,
           array[rev_open_minor, pay_open_minor, tax_open_minor, fee_open_minor]::text[] as "openMinor"
      from billing_item_detail detail
      join billing_item item using (billing_item_id)
      join account on account.account_id = item.account_id
     where detail.billing_item_detail_id = any (${receivableIds}::uuid[])
     order by detail.billing_item_detail_id
       for update of detail`);
  return new Map(
    rows.map(({ openMinor, ...row }) => [row.receivableId, { ...row, open: sidesOf(openMinor) }]),
  );
};
