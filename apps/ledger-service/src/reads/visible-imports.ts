import type { Queries } from '@recoup/runtime/database/queries';
import { coveredBy, coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';

/**
 * Imports that somebody asked for, or all of whose rows their roles cover. Each is looked up by itself, which `offset` says to the planner.
 */
export const visibleTo = ({ personId, grants }: Actor): RawBuilder<unknown> =>
  grants.some(coversEverything)
    ? sql`true`
    : sql`(requested_by = ${personId}
           or exists (select from import_extent extent where extent.import_id = import.import_id offset 0)
              and not exists (select from import_extent extent
                               where extent.import_id = import.import_id and ${coveredBy(grants, 'extent')} is not true offset 0))`;

/** The imports among which those are: what somebody asked for, and what speaks of something that their roles cover. */
const amongCovered = ({ personId, grants }: Actor): RawBuilder<unknown> => sql`
  import.import_id = any (array(
    select own.import_id from import own where own.requested_by = ${personId}
     union select extent.import_id from import_extent extent where ${coveredBy(grants, 'extent')}))`;

/** Fewer than this are read whole for a page. */
const fewExtents = 1_000;

/** Whether few files speak of what the roles of a person cover. */
const speaksOfFew = async (database: Queries, { grants }: Actor): Promise<boolean> => {
  if (!grants.every(({ entity }) => entity !== null)) return false;
  const [covered] = await database.query<{ count: string }>(sql`
    select count(*) from (select from import_extent extent where ${coveredBy(grants, 'extent')} limit ${fewExtents}) as extent`);
  return Number(covered?.count) < fewExtents;
};

/** Where a list of visible imports begins: from what the roles of a person cover, where few files speak of it. */
export const amongVisible = async (database: Queries, actor: Actor): Promise<RawBuilder<unknown>> =>
  (await speaksOfFew(database, actor)) ? amongCovered(actor) : sql`true`;
