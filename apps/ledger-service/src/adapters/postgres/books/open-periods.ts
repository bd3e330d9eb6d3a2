import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { accountingDateFor, monthAfter, monthOf } from '../../../domain/books/accounting-period.ts';
import { periodsFrom } from './entity-terms.ts';

const monthsAhead = 24;

/** Opens a month of an entity, unless somebody opened or closed it before. */
export const openMonth = async (database: Queries, entity: string, month: string): Promise<void> => {
  await database.query(sql`
    insert into accounting_period (entity, month, state, changed_at, changed_by)
    values (${entity}, ${month}, 'OPEN', now(), ${currentCause().actor})
    on conflict do nothing`);
};

/** The day on which an entity posts what a file says of a day, for which the month it must post in is opened. */
export const dateOpenedFor = async (
  database: Queries,
  entity: string,
  day: CalendarDate,
): Promise<CalendarDate> => {
  let month = monthOf(day);
  for (let ahead = 0; ahead < monthsAhead; ahead += 1) {
    await openMonth(database, entity, month);
    const date = accountingDateFor(day, await periodsFrom(database, entity, day));
    if (date) return date;
    month = monthAfter(month);
  }
  throw new Error(`${entity} has no open period within two years of ${day}`);
};
