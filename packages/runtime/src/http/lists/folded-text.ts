import { type RawBuilder, sql } from 'kysely';

const before = 'regexp_replace(translate(replace(lower(normalize((';
const after = `)::text, NFKD)), 'ß', 'ss'), 'ς', 'σ'), '[\\u0300-\\u036f]+', '', 'g') collate "C"`;

/**
 * A text without what filters ignore: case, normal form and accents. Immutable, so that an index can be made on it; an index serves
 * filters only on this very expression.
 */
export const foldedSql = (expression: string): string => `${before}${expression}${after}`;

/** The same of a column or a bound parameter in a query. */
const folded = (expression: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`${sql.raw(before)}${expression}${sql.raw(after)}`;

/** Texts that begin with what somebody typed. Nothing in it is a wildcard. */
export const beginsFolded = (column: RawBuilder<unknown>, typed: string): RawBuilder<unknown> =>
  sql`(${folded(column)}) ^@ (${folded(sql`${typed}`)})`;

/** The form in which two numbers or codes are one: normal form and case do not count, accents do. */
const key = (expression: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`lower(normalize((${expression})::text, NFKC)) collate "C"`;

// Each value by itself, not all in one array: the planner then sees how many rows have it.
const isAny = (
  form: (expression: RawBuilder<unknown>) => RawBuilder<unknown>,
  column: RawBuilder<unknown>,
  typed: readonly string[],
) => sql`${form(column)} in (${sql.join(typed.map((value) => form(sql`${value}`)))})`;

/** Texts that are one of these as a whole. */
export const isText = (column: RawBuilder<unknown>, typed: readonly string[]): RawBuilder<unknown> =>
  isAny(folded, column, typed);

/** Codes that are one of these. Compared folded too, so that the index that serves beginnings serves whole codes. */
export const isCode = (column: RawBuilder<unknown>, typed: readonly string[]): RawBuilder<unknown> =>
  sql`(${isAny(folded, column, typed)} and ${isAny(key, column, typed)})`;
