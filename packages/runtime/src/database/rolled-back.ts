import { sql } from 'kysely';
import type { Database } from './database.ts';

class RolledBack extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super('taken back on purpose');
    this.answer = answer;
  }
}

/**
 * Runs work in a transaction of its own that never commits, and answers what the work answered. What the database would
 * refuse only at the commit is refused here too.
 */
export const inRolledBackTransaction = <T>(database: Database, work: () => Promise<T>): Promise<T> =>
  database
    .outsideTransaction(() =>
      database.transaction(async (): Promise<T> => {
        const answer = await work();
        await database.em().flush();
        await database.query(sql`set constraints all immediate`);
        throw new RolledBack(answer);
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof RolledBack) return error.answer as T;
      throw error;
    });
