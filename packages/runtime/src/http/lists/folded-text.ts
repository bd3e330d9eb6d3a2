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

/** Texts that are exactly one of these. Compared folded too, so that the index that serves beginnings serves whole texts. */
export const isExactly = (column: RawBuilder<unknown>, typed: readonly unknown[]): RawBuilder<unknown> =>
  sql`(${column} = any (${typed}) and ${folded(column)} = any (array(select ${folded(sql`typed`)} from unnest(${typed}::text[]) typed)))`;
