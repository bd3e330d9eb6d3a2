import { sources } from '@recoup/contracts/topics';
import type { Queries } from '@recoup/runtime/database/queries';
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

/** What is left out filters nothing. */
export type EventFilter = {
  readonly types?: readonly string[] | undefined;
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
};

/** The outbox finds an aggregate's events by topic and aggregate. */
const ownTopics = [...sources]
  .filter(([, services]) => services.includes('/recoup/ledger-service'))
  .map(([topic]) => topic);

/** Every event that the ledger ever published, as it was published, oldest first. */
export const publishedEvents = async (
  database: Queries,
  filter: EventFilter,
  after: string,
  limit: number,
): Promise<readonly PublishedEvent[]> => {
  const { types = null, subject = null, from = null, before = null } = filter;
  const rows = await database.query<{ id: string; published_at: string | null; message: Buffer }>(sql`
    select id, published_at, message from outbox
     where id > ${after}::bigint
       and (${types}::text[] is null or event_type = any (${types}::text[]))
       and (${subject}::uuid is null or (topic = any (${ownTopics}) and aggregate_id = ${subject}::uuid))
       and (${from}::timestamptz is null or occurred_at >= ${from}::timestamptz)
       and (${before}::timestamptz is null or occurred_at < ${before}::timestamptz)
     order by id limit ${limit}`);
  return rows.map(({ id, published_at, message }) => ({
    position: id,
    publishedAt: published_at && instantText(published_at),
    event: JSON.parse(message.toString()) as PublishedEvent['event'],
  }));
};
