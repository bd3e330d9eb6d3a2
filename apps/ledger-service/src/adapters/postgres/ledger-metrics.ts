import type { Database } from '@recoup/runtime/database/database';
import { gaugeOf, type ServiceMetrics } from '@recoup/runtime/process/metrics';
import { sql } from 'kysely';
import { Gauge } from 'prom-client';

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
      select extract(epoch from now() - min(created_at)) as value from gl_posting
       where state in ('PENDING', 'SENDING', 'UNKNOWN')`),
  );
  gaugeOf(registry, 'recoup_log_unsealed', 'Entries of the ledger log that are not chained yet', () =>
    number(sql`select count(*) as value from log_unsealed`),
  );
  new Gauge({
    name: 'recoup_gl_postings',
    help: 'Documents for the general ledger by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const rows = await database.query<{ state: string; count: string }>(sql`
        select state, count(*) from gl_posting group by state`);
      const counts = new Map(rows.map((row) => [row.state, Number(row.count)]));
      for (const state of states) this.set({ state }, counts.get(state) ?? 0);
    },
  });
};
