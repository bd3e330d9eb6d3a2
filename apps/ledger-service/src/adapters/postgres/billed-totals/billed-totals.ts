import { moneyText } from '@recoup/domain/money';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { BilledTotals } from '../../../ports/billed-totals.ts';
import type { LedgerLog } from '../log/ledger-log.ts';

export const postgresBilledTotals = (database: Database, log: LedgerLog, now: () => Date): BilledTotals => ({
  keep: ({ statementId, statedOn, fileSha256, personId, totals }) =>
    database.transaction(async () => {
      await database.query(sql`
        insert into billed_statement (statement_id, stated_on, file_sha256, stated_at, stated_by)
        values (${statementId}, ${statedOn}::date, ${fileSha256}, ${now().toISOString()}, ${personId})`);
      await database.query(sql`
        insert into billed_total (statement_id, entity, currency, month, amount_minor)
        select ${statementId}, entity, currency, month, minor
          from unnest(${totals.map(({ entity }) => entity)}::text[], ${totals.map(({ billed }) => billed.currency)}::text[],
                      ${totals.map(({ month }) => month)}::text[], ${totals.map(({ billed }) => billed.minor)}::bigint[])
                 as total (entity, currency, month, minor)`);
      await log.append('billed-totals.stated', {
        ...{ statementId, statedOn, fileSha256 },
        totals: totals.map(({ entity, month, billed }) => ({ entity, month, billed: moneyText(billed) })),
      });
    }),
});
