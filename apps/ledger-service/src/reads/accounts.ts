import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from './money.ts';
import { coveredItems } from './scope.ts';

export const account = z.object({
  accountId: z.uuid(),
  number: z.string(),
  name: z.string(),
  entity: z.string(),
  source: z.string(),
  open: z.array(z.object({ items: z.int(), outstanding: money, oldestDueDate: z.iso.date() })),
  writtenOff: z.int().describe('receivables that are written off'),
});
export type Account = z.infer<typeof account>;

type AccountRow = {
  readonly number: string;
  readonly name: string;
  readonly source: string;
  readonly entity: string;
  readonly items: readonly { currency: string; items: number; minor: string; oldest: string }[] | null;
  readonly written_off: number;
  readonly covered: number;
};

/** An account, summed up over those of its receivables that the person may see. */
export const findAccount = async (
  database: Queries,
  actor: Actor,
  accountId: string,
): Promise<Account | undefined> => {
  const [row] = await database.query<AccountRow>(sql`
    with own as (
      select item.currency, detail.due_date, item.open_item_ind, detail.write_off_status_cd,
             (select coalesce(sum(open_minor), 0) from receivable_side balance
               where balance.billing_item_detail_id = detail.billing_item_detail_id) as minor
        from billing_item item join billing_item_detail detail using (billing_item_id)
       where item.account_id = ${accountId} and ${coveredItems(actor)}),
    open as (
      select currency, count(*)::int as items, sum(minor)::text as minor, min(due_date) as oldest
        from own where open_item_ind group by currency)
    select number, name, entity,
           (select min(source) from party_key where party_id = debtor_id) as source,
           (select jsonb_agg(open order by currency) from open) as items,
           (select count(*)::int from own where write_off_status_cd = 'WRITTEN_OFF') as written_off,
           (select count(*)::int from own) as covered
      from account join party on party_id = debtor_id where account_id = ${accountId}`);
  if (!row || row.covered === 0) return undefined;
  return {
    accountId,
    number: row.number,
    name: row.name,
    entity: row.entity,
    source: row.source,
    writtenOff: row.written_off,
    open: (row.items ?? []).map(({ items, oldest, ...amount }) => ({
      items,
      outstanding: moneyOf(amount),
      oldestDueDate: oldest,
    })),
  };
};
