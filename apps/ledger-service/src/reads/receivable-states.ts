import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import { receivableState } from '../rows/receivable-states.ts';
import { coveredItems } from './scope.ts';

export const findReceivable = async (
  database: Queries,
  actor: Actor,
  receivableId: string,
): Promise<ReceivableState | undefined> => {
  const covered = await database.query(sql`
    select from billing_item_detail detail join billing_item item using (billing_item_id)
     where detail.billing_item_detail_id = ${receivableId} and ${coveredItems(actor)}`);
  return covered.length > 0 ? receivableState(database, receivableId) : undefined;
};
