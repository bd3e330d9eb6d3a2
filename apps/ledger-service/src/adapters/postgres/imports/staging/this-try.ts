import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import { ClaimLost, type ImportTry } from '../../../../ports/imports/imports.ts';

/** The staged rows of a try: those of one that lost its claim are read by nobody. */
export const staged = ({ importId, attempt }: ImportTry, table = 'import_row'): RawBuilder<unknown> =>
  sql`${sql.ref(`${table}.import_id`)} = ${importId} and ${sql.ref(`${table}.attempt`)} = ${attempt}`;

/** The row of an import for as long as a try is the one that counts. */
export const importOf = ({ importId, attempt }: ImportTry): RawBuilder<unknown> =>
  sql`import.import_id = ${importId} and import.attempt = ${attempt} and import.ended_at is null`;

/**
 * Makes sure that an import is still the one of this try, and that nobody else claims it until the transaction ends; its progress may be
 * written meanwhile.
 */
export const keepClaim = async (database: Queries, tried: ImportTry): Promise<void> => {
  const held = await database.query(sql`select from import where ${importOf(tried)} for key share`);
  if (held.length === 0) throw new ClaimLost(tried);
};
