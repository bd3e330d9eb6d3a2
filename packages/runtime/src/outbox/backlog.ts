import { sql } from 'kysely';
import type { Queries } from '../database/queries.ts';

/** How many committed events the relay has still to publish. */
export const outboxBacklog = async (database: Queries): Promise<number> => {
  const [found] = await database.query<{ backlog: string }>(
    sql`select count(*) as backlog from outbox where published_at is null`,
  );
  return Number(found?.backlog ?? 0);
};
