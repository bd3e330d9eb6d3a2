import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { type Column, columnOf } from './filters.ts';

export type SortKey = { readonly column: Column; readonly nullable: boolean };

/** A column that always has a value. */
export const by = (column: Column): SortKey => ({ column, nullable: false });

/** A column without a value in some rows: they come last in either direction. */
export const byNullable = (column: Column): SortKey => ({ column, nullable: true });

export type SortTerm = SortKey & { readonly descending: boolean };

/** Several keys with commas between them, each with `-` before it where it descends, none twice. */
export const sortSchema = (keys: readonly string[]) =>
  z
    .string()
    .regex(
      new RegExp(`^-?(${keys.join('|')})(,-?(${keys.join('|')}))*$`),
      `must be keys among ${keys.join(', ')} with commas between them, each with - before it to descend`,
    )
    .refine((sort) => new Set(keysIn(sort)).size === keysIn(sort).length, 'must name each key once');

const keysIn = (sort: string): readonly string[] => sort.split(',').map((key) => key.replace(/^-/, ''));

/** The terms of a sort that was parsed. The id comes last in the direction of the key before it, so that no two rows are equal. */
export const termsOf = (
  sort: string,
  sorts: Readonly<Record<string, SortKey>>,
  id: Column,
): readonly [SortTerm, ...SortTerm[]] => {
  const [first, ...others] = sort.split(',');
  const term = (written = ''): SortTerm => {
    const key = sorts[written.replace(/^-/, '')];
    if (!key) throw new Error(`This list has no sort ${written}`);
    return { ...key, descending: written.startsWith('-') };
  };
  const terms: readonly [SortTerm, ...SortTerm[]] = [term(first), ...others.map(term)];
  if (terms.some(({ column }) => column === id)) return terms;
  return [...terms, { ...by(id), descending: terms.at(-1)?.descending ?? false }];
};

export const orderBy = (terms: readonly SortTerm[]): RawBuilder<unknown> =>
  sql`order by ${sql.join(
    terms.map(
      ({ column, descending, nullable }) =>
        sql`${columnOf(column)}${sql.raw(descending ? ' desc' : '')}${sql.raw(nullable ? ' nulls last' : '')}`,
    ),
  )}`;

/** The values by which a row is found again, as text. */
export type ListKey = readonly (string | null)[];

export const keyOf = (terms: readonly SortTerm[]): RawBuilder<unknown> =>
  sql`array[${sql.join(terms.map(({ column }) => sql`${columnOf(column)}::text`))}] as "listKey"`;

/** The rows that come after the one with this key. */
export const after = (terms: readonly SortTerm[], key: ListKey): RawBuilder<unknown> =>
  comparedAtOnce(terms) ? afterAtOnce(terms, key) : afterStepwise(terms, key);

/** One comparison of rows, which one index serves. */
const comparedAtOnce = (terms: readonly SortTerm[]): boolean =>
  terms.every(({ nullable, descending }) => !nullable && descending === terms[0]?.descending);

const afterAtOnce = (terms: readonly SortTerm[], key: ListKey) => {
  const comes = sql.raw(terms[0]?.descending ? '<' : '>');
  const columns = terms.map(({ column }) => columnOf(column));
  const rows = sql`(${sql.join(columns)}) ${comes} (${sql.join([...key])})`;
  // Where the columns are of several tables no index serves the comparison, but one of the first column passes by all pages before.
  return ofOneTable(terms) ? rows : sql`(${rows} and ${columns[0]} ${comes}= ${key[0]})`;
};

const ofOneTable = (terms: readonly SortTerm[]): boolean =>
  new Set(terms.map(({ column }) => (typeof column === 'string' ? column.split('.', 1)[0] : column))).size ===
  1;

/**
 * Equal in the terms before, and beyond in the next, for each of them. No index begins where that does, so the first term alone is said
 * again: an index on its column passes by all pages before.
 */
const afterStepwise = (terms: readonly SortTerm[], key: ListKey) => {
  const steps = terms.map((term, position) =>
    sql.join(
      [
        ...terms.slice(0, position).map((earlier, at) => equal(earlier, key[at] ?? null)),
        beyond(term, key[position] ?? null),
      ],
      sql` and `,
    ),
  );
  const stepwise = sql`((${sql.join(steps, sql`) or (`)}))`;
  const [first] = terms;
  if (!first || first.nullable) return stepwise;
  const from = sql`${columnOf(first.column)} ${sql.raw(first.descending ? '<=' : '>=')} ${key[0]}`;
  return sql`(${from} and ${stepwise})`;
};

const equal = ({ column }: SortTerm, value: string | null) =>
  value === null ? sql`${columnOf(column)} is null` : sql`${columnOf(column)} = ${value}`;

const beyond = ({ column, descending, nullable }: SortTerm, value: string | null) => {
  if (value === null) return sql`false`;
  const further = sql`${columnOf(column)} ${sql.raw(descending ? '<' : '>')} ${value}`;
  return nullable ? sql`(${further} or ${columnOf(column)} is null)` : further;
};
