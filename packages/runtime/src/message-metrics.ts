import { sql } from 'kysely';
import type { Queries } from './database/queries.ts';
import { outboxBacklog } from './outbox/backlog.ts';
import { gaugeOf, type ServiceMetrics } from './process/metrics.ts';
import { within } from './process/within.ts';

/** Sooner than a metric is given up. */
const answerWithinMs = 2_000;

/** Shows whether the database answers, what waits for the relay, and what could not be taken in. */
export const measureMessages = ({ registry }: ServiceMetrics, database: Queries): void => {
  gaugeOf(registry, 'recoup_database_up', 'Whether the database answers: 1 or 0', () =>
    within(answerWithinMs, () => database.query(sql`select 1`)).then(
      () => 1,
      () => 0,
    ),
  );
  const number = (query: ReturnType<typeof sql>) => async () => {
    const [row] = await database.query<{ value: string | number | null }>(query);
    return Number(row?.value ?? 0);
  };
  gaugeOf(registry, 'recoup_outbox_pending', 'Events that wait for the relay', () => outboxBacklog(database));
  gaugeOf(
    registry,
    'recoup_outbox_oldest_age_seconds',
    'Age of the oldest event that waits for the relay',
    number(
      sql`select extract(epoch from now() - min(occurred_at)) as value from outbox where published_at is null`,
    ),
  );
  gaugeOf(
    registry,
    'recoup_inbox_parked',
    'Events that wait for a predecessor',
    number(sql`select count(*) as value from inbox_parked`),
  );
  gaugeOf(
    registry,
    'recoup_dead_letters',
    'Messages that wait for an operator',
    number(sql`select count(*) as value from dead_letter where state = 'dead'`),
  );
};
