import type { ReceivableWrittenOffV1 } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Outbox } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { type RawBuilder, sql } from 'kysely';
import { receivableStates } from '../../../rows/receivable-states.ts';

/**
 * Raises the version of receivables whose balances moved, before they are published with it.
 *
 * @param which an array of ids
 */
export const newVersions = async (
  database: Queries,
  which: RawBuilder<unknown>,
  at: string,
): Promise<void> => {
  await database.query(sql`
    update billing_item_detail set version = version + 1, updated_at = ${at}, updated_by = ${currentCause().actor}
     where billing_item_detail_id = any (${which})`);
};

/** Publishes receivables as they now stand. */
export const publishReceivables = async (
  outbox: Outbox,
  contract: typeof ReceivableWrittenOffV1,
  receivableIds: readonly string[],
): Promise<void> => {
  await outbox.appendSelected({
    contracts: [contract],
    from: sql`
      select receivable_id as subject, version as sequence, ${contract.type}::text as type, state as data
        from (${receivableStates(sql`${receivableIds}::uuid[]`)}) states`,
  });
};
