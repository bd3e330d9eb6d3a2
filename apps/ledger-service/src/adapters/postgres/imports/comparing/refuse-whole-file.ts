import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { RowError } from '../../../../domain/import/open-item.ts';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { noteFound } from '../staging/note-rows.ts';
import { staged } from '../staging/this-try.ts';
import { differsFromControl } from './control-total.ts';

/** As many new items, while as many are missing, look like the same items under other numbers. */
const suspiciousRows = 20;
/** One item of a number may stand under two sources by chance; several do not. */
const fewestTwins = 2;
/** So many new rows are looked up under the other sources. */
const sampledRows = 1_000;

type Days = { readonly todayIn: (timeZone: string) => string };
type FileError = Pick<RowError, 'column' | 'value' | 'code' | 'reason'>;

/** Notes what forbids that any row of the file is taken in. Answers whether something does. */
export const refuseWholeFile = async (
  database: Queries,
  tried: ClaimedImport,
  { todayIn }: Days,
): Promise<boolean> => {
  const entities = await database.query<Entity>(sql`
    select entity, time_zone as "timeZone", count(*) filter (where effect = 'new')::int as new, count(*)::int as all
      from import_row join legal_entity on legal_entity.code = import_row.entity
     where ${staged(tried)} and not invalid and effect not in ('repeated', 'not-open')
     group by entity, time_zone order by entity`);
  const errors: FileError[] = [...(await differsFromControl(database, tried))];
  for (const { entity, timeZone } of entities) {
    const today = todayIn(timeZone);
    if (tried.terms.asOf <= today) continue;
    const reason = `must not be after today, which is ${today} in ${entity}`;
    errors.push({ column: 'asOf', value: tried.terms.asOf, code: 'AS_OF_IN_FUTURE', reason });
  }
  if (!tried.acceptWarnings)
    for (const entity of entities) errors.push(...(await warningsOf(database, tried, entity)));
  for (const { column, value, code, reason } of errors)
    await noteFound(
      database,
      tried.importId,
      sql`select 0 as row_no, ${column} as column_nm, ${value} as value, ${code} as code, ${reason} as reason`,
      'error',
    );
  return errors.length > 0;
};

type Entity = {
  readonly entity: string;
  readonly timeZone: string;
  readonly new: number;
  readonly all: number;
};

/** What looks as if known items came under other names; somebody who knows better says so. */
const warningsOf = async (
  database: Queries,
  tried: ClaimedImport,
  { entity, new: fresh, all }: Entity,
): Promise<readonly FileError[]> => {
  const { source } = tried.terms;
  const sayMore = 'send it again with acceptWarnings=true if they are other items';
  const warnings: FileError[] = [];
  const twins = fresh === 0 ? 0 : await twinsOf(database, tried, entity);
  if (twins > 0) {
    const reason = `has ${twins} new items of ${entity} under another source with the same number and issue date; ${sayMore}`;
    warnings.push({ column: 'source', value: source, code: 'UNDER_ANOTHER_SOURCE', reason });
  }
  if (tried.fullSnapshot && fresh >= suspiciousRows && fresh * 10 >= all * 9) {
    const missing = await missingOf(database, tried, entity);
    if (missing >= fresh) {
      const reason = `has ${fresh} new items of ${entity} and misses ${missing} known ones; ${sayMore}`;
      warnings.push({ column: 'source', value: source, code: 'MOSTLY_NEW', reason });
    }
  }
  return warnings;
};

/** How many new rows stand under another source too, when that is most of those that were looked up. */
const twinsOf = async (database: Queries, tried: ClaimedImport, entity: string): Promise<number> => {
  const [found] = await database.query<{ twins: number; sampled: number }>(sql`
    select count(*) filter (where twin)::int as twins, count(*)::int as sampled
      from (select exists (select from source other
                             join billing_item item on item.source = other.code and item.entity = sample.entity
                                                   and item.number_key = sample.number_key
                            where other.code <> ${tried.terms.source} and item.invoice_date = sample.invoice_date
                              and item.currency = sample.currency) as twin
              from (select entity, number_key, invoice_date, currency from import_row
                     where ${staged(tried)} and not invalid and effect = 'new' and entity = ${entity}
                     order by row_no limit ${sampledRows}) sample) looked_up`);
  return found && found.twins >= fewestTwins && found.twins * 2 > found.sampled ? found.twins : 0;
};

const missingOf = async (database: Queries, tried: ClaimedImport, entity: string): Promise<number> => {
  const [found] = await database.query<{ missing: number }>(sql`
    select count(*)::int as missing from billing_item item
     where item.source = ${tried.terms.source} and item.entity = ${entity} and item.open_item_ind
       and not exists (select from import_row where ${staged(tried)} and import_row.entity = item.entity
                          and import_row.number_key = item.number_key)`);
  return found?.missing ?? 0;
};
