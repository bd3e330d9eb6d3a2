import type { ReceivableWrittenOffV1 } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { receivableStates } from '../../../rows/receivable-states.ts';
import type { BooksParts } from './books-parts.ts';

const perBatch = 2_000;

/** Raises the version of receivables whose balances moved, before they are published with it. */
export const newVersions = async (
  database: Queries,
  receivableIds: readonly string[],
  at: string,
): Promise<void> => {
  await database.query(sql`
    update billing_item_detail set version = version + 1, updated_at = ${at}, updated_by = ${currentCause().actor}
     where billing_item_detail_id = any (${receivableIds}::uuid[])`);
};

/** Publishes receivables as they now stand, in batches so that memory stays flat. */
export const publishReceivables = async (
  { database, outbox }: Pick<BooksParts, 'database' | 'outbox'>,
  contract: typeof ReceivableWrittenOffV1,
  receivableIds: readonly string[],
): Promise<void> => {
  for (let start = 0; start < receivableIds.length; start += perBatch) {
    const states = await receivableStates(database, receivableIds.slice(start, start + perBatch));
    await outbox.append(states.map((state) => newEvent(contract, state.receivableId, state, state.version)));
  }
};
