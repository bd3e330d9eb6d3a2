// http-writes-no-sql, views-only-query
import { sql } from 'kysely';
import type { Database } from '../../../packages/runtime/src/database/database.ts';
export const everything = (database: Database) => [database, sql`select 1`];
