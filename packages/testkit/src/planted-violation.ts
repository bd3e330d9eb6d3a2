import { checkInvariants, type Invariant } from '@recoup/runtime/checks/invariants';
import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { TestDatabase } from './test-database.ts';

class NothingStays extends Error {}

/**
 * Which invariants report a violation once these statements were done as the superuser, past every trigger and foreign key.
 * Statements and checks run in one transaction that is taken back, so that the next violation meets a whole schema.
 */
export const brokenBy = async (
  server: TestDatabase,
  schema: string,
  invariants: readonly Invariant[],
  statements: readonly string[],
): Promise<readonly string[]> => {
  const database = await openDatabase({ url: server.adminUrl, schema, migrations: [], poolSize: 1 });
  let broken: readonly string[] = [];
  const planted = database.transaction(async () => {
    await database.query(sql`set local session_replication_role = replica`);
    await database.query(sql`set local search_path = ${sql.id(schema)}`);
    for (const table of await guardedTables(database))
      await database.query(sql`alter table ${sql.id(table)} disable trigger all`);
    for (const statement of statements) await database.query(sql.raw(statement));
    const checked = await checkInvariants(database, invariants);
    broken = checked.filter(({ violations }) => violations !== 0).map(({ id }) => id);
    throw new NothingStays();
  });
  try {
    await planted;
  } catch (error) {
    if (!(error instanceof NothingStays)) throw error;
  } finally {
    await database.close();
  }
  return broken;
};

/** Tables that keep what they hold even from somebody who copies data between servers. */
const guardedTables = async (database: Database): Promise<readonly string[]> => {
  const rows = await database.query<{ name: string }>(sql`
    select distinct relname as name from pg_trigger join pg_class on pg_class.oid = tgrelid
     where tgenabled = 'A' and relnamespace = current_schema()::regnamespace`);
  return rows.map(({ name }) => name);
};
