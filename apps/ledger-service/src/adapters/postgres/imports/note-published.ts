import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { ImportTry } from '../../../ports/imports/imports.ts';
import { claimSeconds } from './import-queue.ts';
import { importOf } from './staging/this-try.ts';

/** Shows how many rows are published while their transaction goes on, and keeps the claim; the first time says when that began. */
export const notePublished = (database: Database, tried: ImportTry, rows: number): Promise<void> =>
  database.outsideTransaction(async () => {
    await database.query(sql`
      update import set rows_done = ${rows}, posted_at = coalesce(posted_at, now()),
             claimed_until = now() + make_interval(secs => ${claimSeconds})
       where ${importOf(tried)}`);
  });
