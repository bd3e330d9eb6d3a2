import type { Database } from '@recoup/runtime/database/database';
import { gaugeByLabel, gaugeOf, type ServiceMetrics } from '@recoup/runtime/process/metrics';
import { sql } from 'kysely';
import { type GlDocumentState, glDocumentStates } from '../../domain/general-ledger/gl-document.ts';
import { openDocuments } from './general-ledger/open-documents.ts';

const ended: readonly GlDocumentState[] = ['POSTED', 'POSTED_BY_HAND', 'CANCELLED'];
const isOpen = (state: GlDocumentState): boolean => state !== 'SENDING' && !ended.includes(state);

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
      select extract(epoch from now() - min(since)) as value from ${openDocuments}
       where stands in ('PENDING', 'UNKNOWN') and not waits`),
  );
  const oldest = {
    name: 'recoup_gl_oldest_in_state_seconds',
    help: 'How long the document has stood in a state that has stood in it the longest',
    label: 'state',
  };
  gaugeByLabel(registry, oldest, glDocumentStates.filter(isOpen), async () => {
    const rows = await database.query<{ state: string; age: string }>(sql`
      select stands as state, extract(epoch from now() - min(since)) as age from ${openDocuments}
       where not waits group by 1`);
    return new Map(rows.map((row) => [row.state, Number(row.age)]));
  });
  gaugeOf(registry, 'recoup_log_unsealed', 'Entries of the ledger log that are not chained yet', () =>
    number(sql`select count(*) as value from log_unsealed`),
  );
  const postings = {
    name: 'recoup_gl_documents',
    help: 'Documents for the general ledger by state',
    label: 'state',
  };
  gaugeByLabel(registry, postings, glDocumentStates, async () => {
    const rows = await database.query<{ state: string; count: string }>(sql`
      select state, count(*) from gl_document group by state`);
    return new Map(rows.map((row) => [row.state, Number(row.count)]));
  });
};
