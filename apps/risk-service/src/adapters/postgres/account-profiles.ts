import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database';
import { sql } from 'kysely';
import { type AccountProfile, settledLateDays, usualNeedsItems } from '../../domain/account-profile.ts';

/** Sums up accounts in the database: what is known of each before a day (05-line section 7). */
export const readProfiles = async (
  database: Database,
  accounts: readonly string[],
  asOf: CalendarDate,
): Promise<ReadonlyMap<string, AccountProfile>> => {
  const counted = await database.rows<CountRow>(sql`
    select account_id,
           count(*) filter (where settled_on < ${asOf}::date)::int as settled,
           count(*) filter (where settled_on < ${asOf}::date and settled_on - due_date > ${settledLateDays})::int
             as settled_late,
           count(*) filter (where open_item and write_off_status is distinct from 'WRITTEN_OFF'
                              and due_date < ${asOf}::date)::int as overdue_items
      from receivable where account_id = any (${accounts}::uuid[]) group by account_id`);
  const usual = await database.rows<{ account_id: string; currency: string; usual_minor: string }>(sql`
    select account_id, currency, percentile_disc(0.5) within group (order by billed_minor) as usual_minor
      from receivable where account_id = any (${accounts}::uuid[])
     group by account_id, currency having count(*) >= ${usualNeedsItems}`);
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

type CountRow = {
  readonly account_id: string;
  readonly settled: number;
  readonly settled_late: number;
  readonly overdue_items: number;
};
