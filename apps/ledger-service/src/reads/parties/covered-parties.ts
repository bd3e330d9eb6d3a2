import type { Queries } from '@recoup/runtime/database/queries';
import { coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import { isNarrow } from '../narrow-scope.ts';
import { coveredItems } from '../scope.ts';

/**
 * Parties that some item names which a role of the person covers, of a table by the name that it has in the query. Each is looked up by
 * itself, which `offset` says to the planner: it would read all items otherwise.
 */
export const coveredParties = (actor: Actor, table: string): RawBuilder<unknown> => {
  if (actor.grants.some(coversEverything)) return sql`true`;
  const id = sql.ref(`${table}.party_id`);
  return sql`(
    exists (select from billing_item item where item.client_id = ${id} and ${coveredItems(actor)} offset 0)
    or exists (select from account join billing_item item using (account_id) where debtor_id = ${id} and ${coveredItems(actor)} offset 0)
    or exists (select from billing_item item where item.agent_id = ${id} and ${coveredItems(actor)} offset 0))`;
};

/** The same of a list of parties, which begins from what the person's roles cover where that is little. */
export const listedParties = async (
  database: Queries,
  actor: Actor,
  table: string,
): Promise<RawBuilder<unknown>> =>
  (await isNarrow(database, actor))
    ? sql`${sql.ref(`${table}.party_id`)} = any (array(
        select item.client_id from billing_item item where ${coveredItems(actor)}
         union select debtor_id from billing_item item join account using (account_id) where ${coveredItems(actor)}
         union select item.agent_id from billing_item item where item.agent_id is not null and ${coveredItems(actor)}))`
    : coveredParties(actor, table);
