import { type RawBuilder, sql } from 'kysely';
import { newId } from './ids.ts';

/**
 * A new id for each row of a statement, as `newId` makes them one at a time: the milliseconds and the version of one, the rest of a random
 * one. Not uuidv7(), which PostgreSQL has only since 18.
 */
export const newIdOfRow = (): RawBuilder<unknown> =>
  sql`(${newId().slice(0, 15)} || substr(gen_random_uuid()::text, 16))::uuid`;
