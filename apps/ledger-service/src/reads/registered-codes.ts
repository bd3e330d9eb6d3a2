import type { Queries } from '@recoup/runtime/database/queries';
import { code, type Filter, matching } from '@recoup/runtime/http/lists/filters';
import { sql } from 'kysely';
import * as z from 'zod';
import { numberKey } from '../domain/import/values/number-key.ts';
import { toRegistered } from '../domain/registry/registered-code.ts';
import { codeMeant } from '../rows/code-meant.ts';

const whole = 'exactly this, however its letters and blanks are written; repeated: any of them';

/** A code that is registered: the rows of the one that the written code means, and by its beginning under `.prefix` as other codes. */
const registered =
  (table: 'legal_entity' | 'source', column: string): Filter =>
  (name) => ({
    ...code(column)(name),
    ...matching(z.string().min(1).max(200), whole, (written) => {
      // One subquery each: the planner knows of each that it is one value, and an index on column and id then has the page in order.
      const meant = written.map((one) => sql`${sql.ref(column)} = ${codeMeant(table, one)}`);
      return sql`(${sql.join(meant, sql` or `)})`;
    })(name),
  });

export const entityCode = (column: string): Filter => registered('legal_entity', column);
export const sourceCode = (column: string): Filter => registered('source', column);

/** Turns a code as somebody wrote it into the one that is registered. */
export type RegisteredCodes = (written: string) => string;

/** The legal entities as a list is asked for them. */
export const registeredEntities = async (database: Queries): Promise<RegisteredCodes> => {
  const entities = await database.query<{ readonly code: string }>(sql`select code from legal_entity`);
  return toRegistered(entities.map(({ code }) => code));
};

/** The same of a long list: the planner sees which entity it is, and knows whether there is much or little of it. */
export const knownEntity =
  (column: string): Filter<RegisteredCodes> =>
  (name) => ({
    ...code(column)(name),
    ...matching(
      z.string().min(1).max(200),
      whole,
      (written, meant: RegisteredCodes) => sql`${sql.ref(column)} in (${sql.join(written.map(meant))})`,
    )(name),
  });

/** An invoice by its number as a source writes it, which the key of its item tells from others. */
export const invoiceNumber =
  (number: string, key: string): Filter =>
  (name) => ({
    ...code(number)(name),
    ...matching(
      z.string().min(1).max(200),
      whole,
      (written) => sql`${sql.ref(key)} in (${sql.join(written.map(numberKey))})`,
    )(name),
  });
