import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';

/** How many rows of each table a piece of work looked at, its triggers included. */
export type RowsRead = Readonly<Record<string, number>>;

const counted = async (database: Database): Promise<RowsRead> => {
  const rows = await database.query<{ table: string; rows: string }>(sql`
    select relname as table, (seq_tup_read + coalesce(idx_tup_fetch, 0))::text as rows
      from pg_stat_xact_user_tables where schemaname = 'ledger'`);
  return Object.fromEntries(rows.map(({ table, rows: read }) => [table, Number(read)]));
};

/** Does it in one transaction, as PostgreSQL counts rows for each; parallel workers would count theirs elsewhere. */
export const rowsReadBy = (database: Database, work: () => Promise<unknown>): Promise<RowsRead> =>
  database.transaction(async () => {
    await database.query(sql`set local max_parallel_workers_per_gather = 0`);
    const before = await counted(database);
    await work();
    const after = await counted(database);
    return Object.fromEntries(
      Object.entries(after)
        .map(([table, rows]) => [table, rows - (before[table] ?? 0)] as const)
        .filter(([, rows]) => rows > 0),
    );
  });

/** Tables of which more was read than a page, or an act on one thing, has a use for. */
export const readTooMuchOf = (read: RowsRead, bound: number): RowsRead =>
  Object.fromEntries(Object.entries(read).filter(([, rows]) => rows > bound));
