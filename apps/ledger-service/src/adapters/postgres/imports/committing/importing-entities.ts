import type { CalendarDate } from '@recoup/domain/calendar-date';
import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import type { ImportTry } from '../../../../ports/imports/imports.ts';
import { dateOpenedFor } from '../../books/open-periods.ts';
import type { PostedEntity } from '../../books/post-event.ts';
import { staged } from '../staging/this-try.ts';

/** The entities whose receivables an import makes or changes, each with the period in which that counts. */
export const importingEntities = async (
  database: Queries,
  tried: ImportTry,
  effects: RawBuilder<unknown>,
  asOf: CalendarDate,
): Promise<readonly PostedEntity[]> => {
  const rows = await database.query<{ entity: string }>(sql`
    select distinct entity from import_row
     where ${staged(tried)} and not invalid and ${effects} order by entity`);
  return postedOn(
    database,
    rows.map(({ entity }) => entity),
    asOf,
  );
};

/** Entities that post on a day, each with the period in which that counts. */
export const postedOn = async (
  database: Queries,
  entities: readonly string[],
  eventDate: CalendarDate,
): Promise<readonly PostedEntity[]> => {
  const posted: PostedEntity[] = [];
  for (const entity of entities) {
    const accountingDate = await dateOpenedFor(database, entity, eventDate);
    posted.push({ entity, eventDate, accountingDate, policy: null });
  }
  return posted;
};
