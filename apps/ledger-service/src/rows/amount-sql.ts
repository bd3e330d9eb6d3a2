import { currencies, exponentOf } from '@recoup/domain/currency';
import { type RawBuilder, sql } from 'kysely';

const named = (exponent: number) => currencies.filter((currency) => exponentOf(currency) === exponent);

/** One minor unit as a number with the decimals of its currency, 0.01 for USD: a multiple of it as text is an amount. */
export const minorUnit = (currency: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  (case ${sql.join(
    [0, 3, 4].map(
      (exponent) => sql`
        when ${currency} in (${sql.join(named(exponent).map(sql.lit))}) then ${sql.lit((10 ** -exponent).toFixed(exponent))}::numeric`,
    ),
    sql` `,
  )} else 0.01 end)`;
