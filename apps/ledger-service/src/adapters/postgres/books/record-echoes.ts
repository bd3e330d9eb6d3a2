import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

/** Sources that take write-offs and recoveries into their own balances will say these movements too: it is kept that they have yet to. */
export const awaitEchoes = async (database: Queries, postingEventId: string): Promise<void> => {
  await database.query(sql`
    insert into source_echo (posting_event_id, billing_item_detail_id, side, component, expected_minor)
    select movement.posting_event_id, movement.billing_item_detail_id, movement.side, movement.component,
           movement.amount_minor
      from receivable_movement movement
      join billing_item_detail using (billing_item_detail_id)
      join billing_item item using (billing_item_id)
      join source on source.code = item.source
     where movement.posting_event_id = ${postingEventId} and source.echoes in ('ALL', 'WRITE_OFFS')`);
};

/** What is taken back before its source has said it will be said neither way. */
export const cancelEchoes = async (
  database: Queries,
  postingEventId: string,
  reversedEventId: string,
): Promise<void> => {
  await database.query(sql`
    with unsaid as (
      select own.billing_item_detail_id, own.side, own.component,
             reversed.expected_minor - reversed.repeated_minor as minor
        from source_echo own
        join source_echo reversed using (billing_item_detail_id, side, component)
       where own.posting_event_id = ${postingEventId} and reversed.posting_event_id = ${reversedEventId}
         and reversed.expected_minor <> reversed.repeated_minor)
    update source_echo echo
       set repeated_minor = case when echo.posting_event_id = ${postingEventId} then -unsaid.minor
                                else echo.expected_minor end
      from unsaid
     where echo.posting_event_id in (${postingEventId}, ${reversedEventId})
       and echo.billing_item_detail_id = unsaid.billing_item_detail_id and echo.side = unsaid.side
       and echo.component = unsaid.component`);
};
