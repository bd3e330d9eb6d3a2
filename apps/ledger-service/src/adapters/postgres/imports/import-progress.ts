import type { Database } from '@recoup/runtime/database/database';
import { type RawBuilder, sql } from 'kysely';
import type { ImportTry } from '../../../ports/imports/imports.ts';
import { claimSeconds } from './import-queue.ts';
import { importOf } from './staging/this-try.ts';

/** Shows how far an import has come while its transaction goes on, and keeps the claim. */
export type ImportProgress = {
  readonly posted: (rows: number) => Promise<void>;
  /** The first time says when publishing began. */
  readonly published: (rows: number) => Promise<void>;
};

export const importProgress = (database: Database, tried: ImportTry): ImportProgress => {
  const note = (change: RawBuilder<unknown>) =>
    database.outsideTransaction(async () => {
      await database.query(sql`
        update import set ${change}, claimed_until = now() + make_interval(secs => ${claimSeconds})
         where ${importOf(tried)}`);
    });
  return {
    posted: (rows) => note(sql`rows_posted = ${rows}`),
    published: (rows) => note(sql`rows_done = ${rows}, posted_at = coalesce(posted_at, now())`),
  };
};
