import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** Lets one transaction at a time decide about an account; taken in one order, so that nobody waits in a circle. */
export const lockAccounts = async (database: Database, accounts: readonly string[]): Promise<void> => {
  await database.query(sql`
    select pg_advisory_xact_lock(place)
      from (select distinct hashtextextended(account::text, 0) as place
              from unnest(${accounts}::uuid[]) as account order by place) as places`);
};
