import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** Begins a ledger in a database that has none, and refuses one in which another ledger was begun: its hashes would not fit. */
export const beginLedger = async (database: Queries, ledgerId: string): Promise<void> => {
  await database.query(
    sql`insert into ledger_identity (ledger_id) values (${ledgerId}) on conflict do nothing`,
  );
  const [{ begun } = { begun: undefined }] = await database.query<{ begun: string }>(
    sql`select ledger_id as begun from ledger_identity`,
  );
  if (begun !== ledgerId)
    throw new Error(
      `This database holds the ledger "${begun}", and LEDGER_ID names "${ledgerId}". A ledger keeps its id for ever: set LEDGER_ID to "${begun}", or give "${ledgerId}" a database of its own.`,
    );
};
