import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { wholeNumber } from '../input/whole-number.ts';
import { beginsFolded, isCode, isText } from './folded-text.ts';

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

const searchText = z.string().min(1).max(200);

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

type Compared = {
  readonly column: Column;
  /** Whether a whole value is any of those typed. */
  readonly is: (column: RawBuilder<unknown>, typed: readonly string[]) => RawBuilder<unknown>;
};

/** Any of several columns, whole under the name of the filter and by its beginning under `.prefix`. */
const compared =
  (whole: string, ...columns: readonly Compared[]): Filter =>
  (name) => ({
    [name]: {
      schema: repeatable(searchText).describe(`${whole}; repeated: any of them`),
      condition: (values) => {
        const typed = values.map((value) => String(value).trim());
        return anyOf(columns.map(({ column, is }) => is(columnOf(column), typed)));
      },
    },
    [`${name}.prefix`]: {
      schema: repeatable(searchText).describe(
        'begins so, whatever the case and accents; repeated: any of them',
      ),
      condition: (values) =>
        anyOf(
          columns.flatMap(({ column }) =>
            values.map((value) => beginsFolded(columnOf(column), String(value))),
          ),
        ),
    },
  });

/** A text that people read: its case, accents and normal form do not count. */
export const text = (column: Column): Filter =>
  compared('this whole text, whatever the case and accents', { column, is: isText });

/** A number or a code: accents count, its case and normal form do not. */
export const code = (column: Column): Filter =>
  compared('exactly this, whatever the case', { column, is: isCode });

/** A party by its number or by its name. */
export const party = (number: Column, name: Column): Filter =>
  compared(
    'this number, or this whole name whatever the case and accents',
    { column: number, is: isCode },
    { column: name, is: isText },
  );

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
