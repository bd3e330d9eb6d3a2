import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { LockedReceivable, SideBalance } from '../../../domain/books/receivable.ts';
import { type SideCode, sideOfCode } from '../../../rows/side-codes.ts';

type LockedRow = Omit<LockedReceivable, 'balances'> & {
  readonly balances: readonly (readonly [
    side: SideCode,
    component: string,
    openMinor: string,
    carriedMinor: string | null,
  ])[];
};

/**
 * Locks receivables in order of id until the transaction ends, then reads what they owe: a balance that was read with the lock
 * would be the one of before it was waited for.
 */
export const lockReceivables = async (
  database: Queries,
  receivableIds: readonly string[],
): Promise<ReadonlyMap<string, LockedReceivable>> => {
  await database.query(sql`
    select from billing_item_detail where billing_item_detail_id = any (${receivableIds}::uuid[])
     order by billing_item_detail_id for update`);
  const rows = await database.query<LockedRow>(sql`
    select detail.billing_item_detail_id as "receivableId", item.entity, item.department,
           item.account_id as "accountId", account.debtor_id as "debtorId", item.client_id as "clientId", item.currency,
           exists (select from closed_at_source_candidate candidate
                    where candidate.billing_item_detail_id = detail.billing_item_detail_id and ended_at is null)
             as "maybeClosedAtSource",
           coalesce((select jsonb_agg(jsonb_build_array(side, component, open_minor::text, open_functional_minor::text)
                                order by array_position(array['REV', 'PAY', 'TAX', 'FEE'], side), component)
                       from receivable_side balance
                      where balance.billing_item_detail_id = detail.billing_item_detail_id and open_minor > 0), '[]')
             as balances
      from billing_item_detail detail
      join billing_item item using (billing_item_id)
      join account using (account_id)
     where detail.billing_item_detail_id = any (${receivableIds}::uuid[])
     order by detail.billing_item_detail_id`);
  return new Map(
    rows.map(({ balances, ...row }) => [
      row.receivableId,
      {
        ...row,
        balances: balances.map(
          ([code, component, openMinor, carriedMinor]): SideBalance => ({
            ...{ side: sideOfCode[code], component, openMinor: BigInt(openMinor) },
            carriedMinor: carriedMinor === null ? null : BigInt(carriedMinor),
          }),
        ),
      },
    ]),
  );
};
