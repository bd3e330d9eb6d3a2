// http-writes-no-sql
import { sql } from 'kysely';
export const everything = sql`select 1`;
