import { sql } from 'kysely';
import type { Database } from './database.ts';

class TakenBack extends Error {
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
export const takenBack = <T>(database: Database, work: () => Promise<T>): Promise<T> =>
  database
    .apart(() =>
      database.transaction(async (): Promise<T> => {
        const answer = await work();
        await database.em().flush();
        await database.rows(sql`set constraints all immediate`);
        throw new TakenBack(answer);
      }),
    )
    .catch((error: unknown) => {
      if (error instanceof TakenBack) return error.answer as T;
      throw error;
    });
