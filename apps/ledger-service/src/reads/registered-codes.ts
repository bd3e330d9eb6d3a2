import { code, type Filter, matching } from '@recoup/runtime/http/lists/filters';
import { sql } from 'kysely';
import * as z from 'zod';
import { numberKey } from '../domain/import/values/number-key.ts';
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
