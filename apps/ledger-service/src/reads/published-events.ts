import { sources } from '@recoup/contracts/topics';
import type { Queries } from '@recoup/runtime/database/queries';
import { exact, matching, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';

export const publishedEvent = z.object({
  position: z.string(),
  publishedAt: instant.nullable().describe('null while the relay has not handed it to the bus'),
  event: z
    .looseObject({ id: z.string(), type: z.string(), subject: z.string() })
    .describe('the CloudEvent as published'),
});
export type PublishedEvent = z.infer<typeof publishedEvent>;

/** The outbox finds an aggregate's events by topic and aggregate. */
const ownTopics = [...sources]
  .filter(([, services]) => services.includes('/recoup/ledger-service'))
  .map(([topic]) => topic);

export const publishedEventList = listOf({
  name: 'events',
  id: 'id',
  filters: {
    type: exact(z.string().min(1).max(200), 'event_type'),
    subject: matching(
      z.uuid(),
      'events of this aggregate; repeated: of any of them',
      (ids) => sql`(topic = any (${ownTopics}) and aggregate_id = any (${ids}))`,
    ),
    time: range('instant', 'occurred_at'),
  },
  sorts: { position: by('id') },
  defaultSort: 'position',
});

/** A page of the events that the ledger ever published, as they were published. */
export const publishedEvents = async (
  database: Queries,
  { key, where, order, page }: PageAsked,
): Promise<Page<PublishedEvent>> => {
  type Row = { readonly id: string; readonly published_at: string | null; readonly message: Buffer };
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select id, published_at, message, ${key} from outbox where ${where} ${order}`);
  return page(rows, ({ id, published_at, message }) => ({
    position: id,
    publishedAt: published_at && instantText(published_at),
    event: JSON.parse(message.toString()) as PublishedEvent['event'],
  }));
};
