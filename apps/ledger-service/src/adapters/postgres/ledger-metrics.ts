import type { Database } from '@recoup/runtime/database/database';
import { gaugeByLabel, gaugeOf, type ServiceMetrics } from '@recoup/runtime/process/metrics';
import { sql } from 'kysely';

const states = ['PENDING', 'SENDING', 'POSTED', 'UNKNOWN', 'REJECTED', 'HELD'] as const;

/** What a GL accountant and an auditor want to be woken for. */
export const measureLedger = ({ registry }: ServiceMetrics, database: Database): void => {
  const number = async (query: ReturnType<typeof sql>): Promise<number> => {
    const [row] = await database.query<{ value: string | null }>(query);
    return Number(row?.value ?? 0);
  };
  gaugeOf(
    registry,
    'recoup_gl_oldest_unposted_seconds',
    'Age of the oldest document the general ledger lacks',
    () =>
      number(sql`
      select extract(epoch from now() - min(created_at)) as value from gl_document
       where state in ('PENDING', 'SENDING', 'UNKNOWN')`),
  );
  gaugeOf(registry, 'recoup_log_unsealed', 'Entries of the ledger log that are not chained yet', () =>
    number(sql`select count(*) as value from log_unsealed`),
  );
  const postings = {
    name: 'recoup_gl_postings',
    help: 'Documents for the general ledger by state',
    label: 'state',
  };
  gaugeByLabel(registry, postings, states, async () => {
    const rows = await database.query<{ state: string; count: string }>(sql`
      select state, count(*) from gl_document group by state`);
    return new Map(rows.map((row) => [row.state, Number(row.count)]));
  });
};
