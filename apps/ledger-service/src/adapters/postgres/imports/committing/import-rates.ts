import type { CalendarDate } from '@recoup/domain/calendar-date';
import { minorRatio } from '@recoup/domain/fx-rate';
import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { rateOn } from '../../rates/fx-rates.ts';
import { staged } from '../staging/this-try.ts';

type Pair = { readonly entity: string; readonly currency: string; readonly functionalCurrency: string };

/**
 * The rates at which an import values what is not in the functional currency of its entity, as rows of `rate` by entity and currency. A
 * pair without a rate has no row: a file is taken in all the same, and what it opens is carried at nothing that is known.
 */
export const importRates = async (
  database: Queries,
  tried: ImportTry,
  asOf: CalendarDate,
): Promise<RawBuilder<unknown>> => {
  const pairs = await database.query<Pair>(sql`
    select distinct staged.entity, staged.currency, legal_entity.functional_currency as "functionalCurrency"
      from import_row staged join legal_entity on legal_entity.code = staged.entity
     where ${staged(tried, 'staged')} and not invalid and effect in ('new', 'changed', 'closed')
       and staged.currency <> legal_entity.functional_currency`);
  const rates: { entity: string; currency: string; numerator: string; denominator: string }[] = [];
  for (const { entity, currency, functionalCurrency } of pairs) {
    const rate = await rateOn(database, currency, functionalCurrency, asOf);
    if (!rate) continue;
    const { numerator, denominator } = minorRatio(rate);
    rates.push({ entity, currency, numerator: String(numerator), denominator: String(denominator) });
  }
  return sql`jsonb_to_recordset(${JSON.stringify(rates)}::jsonb)
    as rate (entity text, currency text, numerator numeric, denominator numeric)`;
};
