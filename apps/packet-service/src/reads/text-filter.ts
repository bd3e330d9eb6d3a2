import { type RawBuilder, sql } from 'kysely';

/** Texts that begin with what somebody typed; an index with text_pattern_ops serves it. Wildcards of LIKE mean themselves. */
export const beginsWith = (column: RawBuilder<unknown>, typed: string): RawBuilder<unknown> =>
  sql`${column} like ${`${typed.replaceAll(/[\\%_]/g, '\\$&')}%`}`;
