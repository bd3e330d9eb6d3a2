import { type Database, openDatabase } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { PacketServiceUnderTest } from '../packet-desk.fixture.ts';

/** What somebody can do who has SQL and the password of the service, or of the owner of its tables. */
export const intruders = async ({ database }: PacketServiceUnderTest) => {
  const open = (url: string) => openDatabase({ url, schema: 'packet', migrations: [] });
  const [runtime, owner] = await Promise.all([
    open(database.runtimeUrl('packet')),
    open(database.ownerUrl('packet')),
  ]);
  return {
    runtime,
    owner,
    close: async () => {
      await runtime.close();
      await owner.close();
    },
  };
};

class NothingStays extends Error {}
/** Statements in one transaction, to its end, and then nothing of them. */
export const done = async (database: Database, ...statements: readonly string[]): Promise<void> => {
  const work = database.transaction(async () => {
    for (const statement of statements) await database.query(sql.raw(statement));
    await database.query(sql`set constraints all immediate`);
    throw new NothingStays();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof NothingStays)) throw error;
  });
};
