import type { Database } from '@recoup/runtime/database/database';
import { gaugeOf, type ServiceMetrics } from '@recoup/runtime/process/metrics';
import { sql } from 'kysely';

/** What must be seen at every moment: open cases, none without an owner, windows that were missed (requirement P6). */
export const measureRisk = ({ registry }: ServiceMetrics, database: Database): void => {
  const count = (query: ReturnType<typeof sql>) => async () => {
    const [row] = await database.query<{ value: number }>(query);
    return row?.value ?? 0;
  };
  gaugeOf(
    registry,
    'recoup_risk_cases_open',
    'Cases that are not closed',
    count(sql`select count(*)::int as value from risk_case where closed_at is null`),
  );
  gaugeOf(
    registry,
    'recoup_risk_cases_ownerless',
    'Risk records that no person answers for, only a desk',
    count(sql`
      select ((select count(*) from risk_case where closed_at is null and risk_owner_person_id is null)
            + (select count(*) from score where reminder_due_at is not null and owner_person_id is null))::int as value`),
  );
  gaugeOf(
    registry,
    'recoup_sla_breaches',
    'Open cases whose due action was missed',
    count(sql`
      select count(*)::int as value from risk_case where closed_at is null and next_action_breached`),
  );
  gaugeOf(
    registry,
    'recoup_sync_shards_waiting',
    'Shards of the run under way that are not done',
    count(sql`
      select (shards - shards_done)::int as value from sync where finished_at is null and superseded_at is null`),
  );
  gaugeOf(
    registry,
    'recoup_sync_age_seconds',
    'How long the run under way has been going on; 0 while there is none',
    count(sql`
      select extract(epoch from now() - requested_at)::int as value
        from sync where finished_at is null and superseded_at is null`),
  );
};
