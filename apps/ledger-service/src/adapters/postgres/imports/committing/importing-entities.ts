import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { dateOpenedFor } from '../books/open-periods.ts';
import type { PostedEntity } from '../books/post-event.ts';

/** The entities whose receivables an import makes or changes, each with the period in which that counts. */
export const importingEntities = async (
  database: Queries,
  importId: string,
  effect: 'new' | 'changed',
  asOf: CalendarDate,
): Promise<readonly PostedEntity[]> => {
  const rows = await database.query<{ entity: string }>(sql`
    select distinct entity from import_row
     where import_id = ${importId} and effect = ${effect} and not invalid order by entity`);
  const posted: PostedEntity[] = [];
  for (const { entity } of rows) {
    const accountingDate = await dateOpenedFor(database, entity, asOf);
    posted.push({ entity, eventDate: asOf, accountingDate, policy: null });
  }
  return posted;
};
