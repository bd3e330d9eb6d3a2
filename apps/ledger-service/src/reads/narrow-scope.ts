import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import { coveredItems } from './scope.ts';

/** Fewer items than this are read whole for a page; of more, a page soon comes upon some in the order of the list. */
const itemsOfNarrow = 1_000;

/**
 * Whether the roles of a person cover so little that a list begins from what they cover. What the planner makes of it does not matter
 * then: read in its own order, a list of millions passes by nearly all of them for a page of theirs.
 */
export const isNarrow = async (database: Queries, actor: Actor): Promise<boolean> => {
  if (!actor.grants.every(({ entity, clientId }) => entity !== null || clientId !== null)) return false;
  const [covered] = await database.query<{ count: string }>(sql`
    select count(*) from (select from billing_item item where ${coveredItems(actor)} limit ${itemsOfNarrow}) as item`);
  return Number(covered?.count) < itemsOfNarrow;
};
