import { sources, topics } from '@recoup/contracts/topics';
import type { Queries } from '@recoup/runtime/database/queries';
import { coversEverything, inEntitiesOf } from '@recoup/runtime/http/covered-rows';
import { exact, matching, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { isNarrow } from './narrow-scope.ts';
import { coveredItems, coveredPackets } from './scope.ts';

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

/**
 * Events of receivables, tasks, packets and legal entities that some role of the person covers. What is of all entities, such as a change
 * request, is there for whoever works for all of them.
 */
const coveredEvents = (actor: Actor): RawBuilder<unknown> => {
  if (actor.grants.some(coversEverything)) return sql`true`;
  const subject = sql`outbox.aggregate_id`;
  const item = (from: RawBuilder<unknown>, id: RawBuilder<unknown>) => sql`
    exists (select from ${from} join billing_item item using (billing_item_id) where ${id} = ${subject} and ${coveredItems(actor)} offset 0)`;
  const tasks = sql`ledger_task task join billing_item_detail using (billing_item_detail_id)`;
  return sql`case topic
    when ${topics.receivables} then ${item(sql`billing_item_detail detail`, sql`detail.billing_item_detail_id`)}
    when ${topics.entities} then exists (
      select from legal_entity where entity_id = ${subject} and ${inEntitiesOf(actor.grants, 'legal_entity.code')})
    when ${topics.ledger} then ${item(tasks, sql`task.task_id`)}
      or exists (select from memo_movement where packet_id = ${subject} offset 0) and ${coveredPackets(actor, subject)}
    else false end`;
};

/** The positions of events among which those are, for somebody whose roles cover little. */
const amongCovered = (actor: Actor): RawBuilder<unknown> => sql`
  outbox.id = any (array(
    with detail as materialized (
      select billing_item_detail_id from billing_item item join billing_item_detail using (billing_item_id) where ${coveredItems(actor)}),
    subject (topic, id) as materialized (
      select ${topics.receivables}, billing_item_detail_id from detail
       union all select ${topics.ledger}, task_id from detail join ledger_task using (billing_item_detail_id)
       union all select distinct ${topics.ledger}, packet_id from detail join receivable_movement using (billing_item_detail_id)
                   join memo_movement using (posting_event_id, billing_item_detail_id)
       union all select ${topics.entities}, entity_id from legal_entity where ${inEntitiesOf(actor.grants, 'legal_entity.code')})
    select found.id from subject cross join lateral (
      select id from outbox where outbox.topic = subject.topic and outbox.aggregate_id = subject.id offset 0) found))`;

/** A page of the events that the ledger ever published, as they were published. */
export const publishedEvents = async (
  database: Queries,
  actor: Actor,
  { key, where, order, page }: PageAsked,
): Promise<Page<PublishedEvent>> => {
  type Row = { readonly id: string; readonly published_at: string | null; readonly message: Buffer };
  const among = (await isNarrow(database, actor)) ? amongCovered(actor) : sql`true`;
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select id, published_at, message, ${key} from outbox where ${among} and ${coveredEvents(actor)} and ${where} ${order}`);
  return page(rows, ({ id, published_at, message }) => ({
    position: id,
    publishedAt: published_at && instantText(published_at),
    event: JSON.parse(message.toString()) as PublishedEvent['event'],
  }));
};
