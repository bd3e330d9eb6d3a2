import { coveredBy, coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';

type Condition = RawBuilder<unknown>;

/** Billing items `item` that some role of the person covers. */
export const coveredItems = ({ grants }: Actor): Condition => coveredBy(grants, 'item');

/**
 * Packets all of whose applied receivables the person's roles cover: a book that names one foreign item is not shown. Each is looked up by
 * itself, which `offset` says to the planner: it would read all movements otherwise.
 */
export const coveredPackets = (actor: Actor, packetId: Condition): Condition =>
  actor.grants.some(coversEverything)
    ? sql`true`
    : sql`not exists (
        select from memo_movement executed
          join billing_item_detail detail using (billing_item_detail_id)
          join billing_item item using (billing_item_id)
         where executed.packet_id = ${packetId} and executed.kind = 'EXECUTED' and not ${coveredItems(actor)} offset 0)`;
