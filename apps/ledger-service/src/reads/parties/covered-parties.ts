import { coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import { coveredItems } from '../scope.ts';

/** Parties that some item names which a role of the person covers, of a table by the name that it has in the query. */
export const coveredParties = (actor: Actor, table: string): RawBuilder<unknown> => {
  if (actor.grants.some(coversEverything)) return sql`true`;
  const id = sql.ref(`${table}.party_id`);
  return sql`(
    exists (select from billing_item item where item.client_id = ${id} and ${coveredItems(actor)})
    or exists (select from account join billing_item item using (account_id) where debtor_id = ${id} and ${coveredItems(actor)})
    or exists (select from billing_item item where item.agent_id = ${id} and ${coveredItems(actor)}))`;
};
