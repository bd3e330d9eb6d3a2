import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { wholeNumber } from '../input/whole-number.ts';
import { beginsFolded, isExactly } from './folded-text.ts';

/** The name of a column, with that of its table where the query has several, or an expression. */
export type Column = string | RawBuilder<unknown>;

/** One parameter of the query: how it is written, and which rows have any of its values. */
export type Parameter<Asker> = {
  readonly schema: z.ZodType;
  readonly condition: (values: readonly unknown[], asker: Asker) => RawBuilder<unknown>;
};

/** The parameters of a filter by its name. What a condition must know of who asks, and when, is the `Asker`. */
export type Filter<Asker = unknown> = (name: string) => Readonly<Record<string, Parameter<Asker>>>;

export const columnOf = (column: Column): RawBuilder<unknown> =>
  typeof column === 'string' ? sql.ref(column) : column;

/** How often one filter may be given: more than an address that servers take can hold of most. */
const repeatsMax = 1_000;

/** A filter that may be given several times: `status=SUBMITTED&status=RESUBMITTED`. */
const repeatable = <Value extends z.ZodType>(value: Value) =>
  z.preprocess(
    (given) => (Array.isArray(given) || given === undefined ? given : [given]),
    z.array(value).max(repeatsMax).optional(),
  );

export const searchText = z.string().min(1).max(200);

const exactly = (schema: z.ZodType) => repeatable(schema).describe('exactly this; repeated: any of them');

/** Rows whose column is one of the values given. */
export const exact =
  (schema: z.ZodType, column: Column): Filter =>
  (name) => ({
    [name]: {
      schema: exactly(schema),
      condition: (values) => sql`${columnOf(column)} = any (${values})`,
    },
  });

/** The same for a column that holds one of these codes. */
export const oneOf = (codes: readonly string[], column: Column): Filter => exact(z.enum(codes), column);

/** A filter with a condition of its own, of all the values given. */
export const matching =
  <Value extends z.ZodType, Asker = unknown>(
    value: Value,
    description: string,
    condition: (values: readonly z.infer<Value>[], asker: Asker) => RawBuilder<unknown>,
  ): Filter<Asker> =>
  (name) => ({
    [name]: {
      schema: repeatable(value).describe(description),
      // The list parses with the schema above before it asks for the condition.
      condition: (values, asker) => condition(values as readonly z.infer<Value>[], asker),
    },
  });

const anyOf = (conditions: readonly RawBuilder<unknown>[]) => sql`(${sql.join(conditions, sql` or `)})`;

const anyBegins = (columns: readonly Column[]) => (values: readonly unknown[]) =>
  anyOf(columns.flatMap((column) => values.map((value) => beginsFolded(columnOf(column), String(value)))));

const prefixSchema = repeatable(searchText).describe(
  'begins so, whatever the case and accents; repeated: any of them',
);

/** A text, or any of several, whole under the name of the filter and by its beginning under `.prefix`. */
export const text =
  (...columns: readonly [Column, ...Column[]]): Filter =>
  (name) => ({
    [name]: {
      schema: exactly(searchText),
      condition: (values) => anyOf(columns.map((column) => isExactly(columnOf(column), values))),
    },
    [`${name}.prefix`]: { schema: prefixSchema, condition: anyBegins(columns) },
  });

/** A text by its beginning alone. */
export const prefix =
  (column: Column): Filter =>
  (name) => ({ [name]: { schema: prefixSchema, condition: anyBegins([column]) } });

/** PostgreSQL counts no year zero. */
const inSomeYear = (written: string): boolean => !written.startsWith('0000');

const days = wholeNumber(-100_000, 100_000);

const scales = {
  day: z.iso.date().refine(inSomeYear, 'must be a date from the year 1 on'),
  instant: z.iso.datetime().refine(inSomeYear, 'must be a time from the year 1 on'),
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,4})?$/, 'must be a decimal amount such as 1250.00'),
  whole: wholeNumber(-1_000_000_000, 1_000_000_000),
} as const;

const bound = (schema: z.ZodType, meaning: string, condition: (value: unknown) => RawBuilder<unknown>) => ({
  schema: schema.optional().describe(meaning),
  condition: ([value]: readonly unknown[]) => condition(value),
});

/** Rows whose column lies between `.gte` and `.lte`, both included; times also before `.lt`. */
export const range =
  (scale: keyof typeof scales, column: Column): Filter =>
  (name) => {
    const at = columnOf(column);
    const schema = scales[scale];
    return {
      [`${name}.gte`]: bound(schema, 'at least this', (value) => sql`${at} >= ${value}`),
      [`${name}.lte`]: bound(schema, 'at most this', (value) => sql`${at} <= ${value}`),
      ...(scale === 'instant'
        ? { [`${name}.lt`]: bound(schema, 'before this', (value) => sql`${at} < ${value}`) }
        : {}),
    };
  };

/** Rows whose date lies so many days before the day of whoever asks; below zero it lies after it. */
export const daysSince =
  (column: Column, event: string): Filter<{ readonly today: string }> =>
  (name) => {
    const before = (value: unknown, today: string) => sql`${today}::date - ${value}::int`;
    return {
      [`${name}.gte`]: {
        schema: days.optional().describe(`at least so many days since ${event}`),
        condition: ([value], { today }) => sql`${columnOf(column)} <= ${before(value, today)}`,
      },
      [`${name}.lte`]: {
        schema: days
          .optional()
          .describe(`at most so many days since ${event}; below zero it is still to come`),
        condition: ([value], { today }) => sql`${columnOf(column)} >= ${before(value, today)}`,
      },
    };
  };

/** Rows of which something holds, or does not. */
export const flag =
  (holds: RawBuilder<unknown>): Filter =>
  (name) => ({
    [name]: {
      schema: z.enum(['true', 'false']).optional(),
      condition: ([value]) => (value === 'true' ? sql`(${holds})` : sql`not (${holds})`),
    },
  });
