import { type RawBuilder, sql } from 'kysely';
import { numberKey } from '../domain/import/values/number-key.ts';

/** The code as it is registered, of one as somebody wrote it; null where none is. */
export const codeMeant = (table: 'legal_entity' | 'source', written: string): RawBuilder<unknown> =>
  sql`(select code from ${sql.table(table)} where code_key = ${numberKey(written)})`;
