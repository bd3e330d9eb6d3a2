import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { type AccountProfile, settledLateDays, usualNeedsItems } from '../domain/score/account-profile.ts';

/** Sums up accounts in the database: what is known of each before a day (definition D6). */
export const readProfiles = async (
  database: Queries,
  accounts: readonly string[],
  asOf: CalendarDate,
): Promise<ReadonlyMap<string, AccountProfile>> => {
  const counted = await database.query<CountRow>(sql`
    with ${knownInvoices(accounts, asOf)}
    select account_id,
           count(*) filter (where settled_on < ${asOf}::date)::int as settled,
           count(*) filter (where settled_on < ${asOf}::date and settled_on - due_date > ${settledLateDays})::int
             as settled_late,
           count(*) filter (where is_open and due_date < ${asOf}::date)::int as overdue_items
      from known_invoice group by account_id`);
  const usual = await database.query<{ account_id: string; currency: string; usual_minor: string }>(sql`
    with ${knownInvoices(accounts, asOf)}
    select account_id, currency, percentile_disc(0.5) within group (order by total_minor) as usual_minor
      from known_invoice group by account_id, currency having count(*) >= ${usualNeedsItems}`);
  const usualOf = Map.groupBy(usual, (row) => row.account_id);
  return new Map(
    counted.map((row) => [
      row.account_id,
      {
        settled: row.settled,
        settledLate: row.settled_late,
        overdueItems: row.overdue_items,
        usualMinor: new Map(
          (usualOf.get(row.account_id) ?? []).map(({ currency, usual_minor }) => [
            currency,
            BigInt(usual_minor),
          ]),
        ),
      },
    ]),
  );
};

/**
 * What the ledger published, and invoices of the past that were settled before the day; where both know one invoice, the ledger is
 * right.
 */
const knownInvoices = (accounts: readonly string[], asOf: CalendarDate) => sql`
  known_invoice as (
    select account_id, due_date, settled_on, currency, billed_minor as total_minor,
           open_item and write_off_status is distinct from 'WRITTEN_OFF' as is_open
      from receivable where account_id = any (${accounts}::uuid[])
    union all
    select account.account_id, past.due_date, past.settled_on, past.currency, past.total_minor, false
      from account
      join settled_invoice past on past.source = account.source and past.account_number = account.number
     where account.account_id = any (${accounts}::uuid[]) and past.settled_on < ${asOf}::date
       and not exists (
         select from receivable known
          where known.account_id = account.account_id and known.entity = past.entity
            and known.invoice_number = past.invoice_number))`;

type CountRow = {
  readonly account_id: string;
  readonly settled: number;
  readonly settled_late: number;
  readonly overdue_items: number;
};
