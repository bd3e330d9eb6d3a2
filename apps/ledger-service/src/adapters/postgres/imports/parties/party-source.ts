import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** Whose numbers are meant: those of a source, and of one entity where the source gives each entity numbers of its own. */
export type PartySource = {
  readonly source: string;
  readonly perEntity: boolean;
  /** Whether it prints the name of one party in several ways, so that a name says nothing new. */
  readonly namesVary: boolean;
};

/** How a source is registered, as far as its parties go. */
export const partySource = async (database: Queries, source: string): Promise<PartySource> => {
  const [found] = await database.query<PartySource>(sql`
    select code as source, party_per_entity as "perEntity", names_vary as "namesVary" from source where code = ${source}`);
  if (!found) throw new Error(`source ${source} is not registered`);
  return found;
};
