import { sql } from 'kysely';
import { type Database, openDatabase } from '../../database/database.ts';
import type { Queries } from '../../database/queries.ts';

/** As far as a clock that is tried out can be put ahead, and a little more. */
const furthestAhead = '735 days';

export type ClockSettings = {
  readonly MIGRATION_DATABASE_URL?: string | undefined;
  readonly CLOCK_FILE?: string | undefined;
  readonly BUSINESS_DATE?: string | undefined;
};

/**
 * Has the database date decisions as this service does: by its own clock, and by a clock that is put ahead or a business date that is
 * fixed only where the owner of the tables says so. The role of the service says nothing of it, so that it can back-date nothing.
 */
export const agreeOnClock = async (config: ClockSettings, database: Database): Promise<void> => {
  const [ahead, day] = [config.CLOCK_FILE === undefined ? '0' : furthestAhead, config.BUSINESS_DATE ?? null];
  const url = config.MIGRATION_DATABASE_URL;
  if (url !== undefined) {
    const owned = await openDatabase({ url, schema: database.schema, migrations: [], poolSize: 1 });
    try {
      await owned.query(sql`
        update decision_clock set ahead_at_most = ${ahead}::interval, business_date = ${day}::date
         where (ahead_at_most, business_date) is distinct from (${ahead}::interval, ${day}::date)`);
    } finally {
      await owned.close();
    }
  } else if (!(await agrees(database, ahead, day))) {
    throw new Error(
      `BUSINESS_DATE or CLOCK_FILE differ from what the schema ${database.schema} was set up with. Start the service once with MIGRATION_DATABASE_URL.`,
    );
  }
};

const agrees = async (database: Queries, ahead: string, day: string | null): Promise<boolean> => {
  const rows = await database.query(sql`
    select from decision_clock where (ahead_at_most, business_date) is not distinct from (${ahead}::interval, ${day}::date)`);
  return rows.length === 1;
};
