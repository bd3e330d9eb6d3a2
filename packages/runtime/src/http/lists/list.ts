import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import type { CursorCodec } from '../cursor.ts';
import type { Column, Filter } from './filters.ts';
import { paging } from './list-query.ts';
import { after, keyOf, type ListKey, orderBy, type SortKey, sortSchema, termsOf } from './sort.ts';

type Declaration<Asker> = {
  /** What its cursors belong to: another name is another list. */
  readonly name: string;
  /** The column that tells every row from every other. */
  readonly id: Column;
  readonly filters: Readonly<Record<string, Filter<Asker>>>;
  readonly sorts: Readonly<Record<string, SortKey>>;
  /** As a caller would write it: `-createdAt`. */
  readonly defaultSort: string;
};

export type Page<Item> = {
  readonly items: readonly Item[];
  readonly page: { readonly next: string | null; readonly has_more: boolean };
};

/** The SQL of one page, and the page that its rows make. */
export type PageAsked = {
  /** To select beside the columns: where the row stands in the list. */
  readonly key: RawBuilder<unknown>;
  /** What the filters and the cursor leave; `true` where they leave all. */
  readonly where: RawBuilder<unknown>;
  /** `order by` and `limit`, one row more than the page holds. */
  readonly order: RawBuilder<unknown>;
  /** Whether the query has this filter, in any of its parameters. */
  readonly filteredBy: (filter: string) => boolean;
  /** The page of the rows found, each without its key. */
  readonly page: <Row extends { readonly listKey: ListKey }, Item>(
    rows: readonly Row[],
    show: (row: Omit<Row, 'listKey'>) => Item,
  ) => Page<Item>;
};

export type List<Asker = void> = {
  /** What an endpoint parses with; a parameter that was not declared is refused. */
  readonly query: z.ZodObject<Readonly<Record<string, z.ZodType>>, z.core.$strict>;
  /** The page that a parsed query asks for; throws a 400 when its cursor is of another list, sort or filter. */
  readonly ask: (query: Readonly<Record<string, unknown>>, cursors: CursorCodec, asker: Asker) => PageAsked;
};

/**
 * A list with the grammar that all share: flat filters that may be repeated, ranges, several sorts, pages by cursor. Everything that
 * a caller may ask follows from the declaration; columns come from nowhere else.
 */
export const listOf = <Asker = void>(declared: Declaration<NoInfer<Asker>>): List<Asker> => {
  const { name, id, sorts, defaultSort } = declared;
  const parameters = Object.entries(declared.filters).flatMap(([filter, parametersOf]) =>
    Object.entries(parametersOf(filter)),
  );
  const sort = sortSchema(Object.keys(sorts));
  const paged = paging.extend({
    sort: sort
      .default(sort.parse(defaultSort))
      .describe('keys with commas between them, - before one that descends'),
  });
  const schemas = parameters.map(([parameter, { schema }]) => [parameter, schema] as const);
  return {
    query: z.strictObject({ ...paged.shape, ...Object.fromEntries(schemas) }),
    ask: (query, cursors, asker) => {
      const wanted = paged.parse(query);
      const terms = termsOf(wanted.sort, sorts, id);
      const given = parameters.flatMap(([parameter, { condition }]) => {
        const value = query[parameter];
        return value === undefined ? [] : [{ parameter, values: valuesOf(value), condition }];
      });
      const position = positionOf(name, wanted.sort, given);
      const seen = wanted.after === undefined ? undefined : keyIn(cursors.read(wanted.after, position));
      const conditions = [
        ...given.map(({ values, condition }) => condition(values, asker)),
        ...(seen ? [after(terms, seen)] : []),
      ];
      return {
        key: keyOf(terms),
        where: conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `),
        order: sql`${orderBy(terms)} limit ${wanted.limit + 1}`,
        filteredBy: (filter) => given.some(({ parameter }) => parameter.split('.', 1)[0] === filter),
        page: (rows, show) => {
          const shown = rows.slice(0, wanted.limit);
          const last = shown.at(-1);
          const more = rows.length > wanted.limit && last !== undefined;
          return {
            items: shown.map(({ listKey: _key, ...row }) => show(row)),
            page: {
              next: more ? cursors.write(position, [JSON.stringify(last.listKey)]) : null,
              has_more: more,
            },
          };
        },
      };
    },
  };
};

/** What a cursor holds was signed by us, so it is the key that was written. */
const keyIn = ([written = '[]']: readonly string[]): ListKey => JSON.parse(written);

const valuesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

type Given = { readonly parameter: string; readonly values: readonly unknown[] };

/** What a cursor belongs to; the order in which filters were written makes no other list. */
const positionOf = (name: string, sort: string, given: readonly Given[]): string => {
  const filters = given
    .map(({ parameter, values }) => [parameter, ...values.map(String).sort()])
    .sort(([one = ''], [other = '']) => (one < other ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([name, sort, filters]))
    .digest('base64url')
    .slice(0, 22);
};
