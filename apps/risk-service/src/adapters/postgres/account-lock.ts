import { lockUses } from '@recoup/runtime/database/advisory-lock';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** Lets one transaction at a time decide about an account; taken in one order, so that nobody waits in a circle. */
export const lockAccounts = async (database: Database, accounts: readonly string[]): Promise<void> => {
  await database.query(sql`
    select pg_advisory_xact_lock(${sql.lit(lockUses.scoringAccount)}, lock_key)
      from (select distinct hashtext(account::text) as lock_key
              from unnest(${accounts}::uuid[]) as account order by lock_key) as lock_keys`);
};
