import { amountText, type Money, storedMoney } from '@recoup/domain/money';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { RowError } from '../../../../domain/import/open-item.ts';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import type { StoredMoney } from '../money-json.ts';
import { staged } from '../staging/this-try.ts';

type FileError = Pick<RowError, 'column' | 'value' | 'code' | 'reason'>;

/**
 * Where the file states as open in all something else than its sender read elsewhere. Every row counts that says what is open, taken
 * or not; one that only repeats another counts once.
 */
export const differsFromControl = async (
  database: Queries,
  tried: ClaimedImport,
): Promise<readonly FileError[]> => {
  if (tried.controlTotal === null) return [];
  const [found] = await database.query<{ stated: readonly StoredMoney[] }>(sql`
    update import
       set stated = (select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'minor', minor::text)
                                               order by currency), '[]')
                       from (select currency, sum(minor) as minor
                               from (select currency::text, rev_minor + pay_minor + tax_minor + fee_minor as minor
                                       from import_row
                                      where ${staged(tried)} and effect is distinct from 'repeated'
                                     union all
                                     select currency, minor from jsonb_to_recordset(import.stated_beside)
                                            as beside (currency text, minor bigint)) rows
                              group by currency) sums)
     where import_id = ${tried.importId} returning stated`);
  const stated = (found?.stated ?? []).map(({ minor, currency }) => storedMoney(minor, currency));
  const given = tried.controlTotal;
  const unnamed = stated.filter(
    ({ minor, currency }) => minor !== 0n && !given.some((one) => one.currency === currency),
  );
  const differ = given.some(
    (one) => one.minor !== (stated.find(({ currency }) => currency === one.currency)?.minor ?? 0n),
  );
  if (!differ && unnamed.length === 0) return [];
  const reason = `must be what the file states as open in all: ${listed(stated) || 'nothing'}`;
  return [{ column: 'controlTotal', value: listed(given), code: 'CONTROL_TOTAL_DIFFERS', reason }];
};

const listed = (amounts: readonly Money[]): string =>
  amounts.map((amount) => `${amount.currency} ${amountText(amount)}`).join(', ');
