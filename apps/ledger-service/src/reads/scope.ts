import { coveredBy, coversEverything } from '@recoup/runtime/http/covered-rows';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';

type Condition = RawBuilder<unknown>;

/** Billing items `item` that some role of the person covers. */
export const coveredItems = ({ grants }: Actor): Condition => coveredBy(grants, 'item');

/** Packets all of whose applied receivables the person's roles cover: a book that names one foreign item is not shown. */
export const coveredPackets = (actor: Actor, packetId: Condition): Condition =>
  actor.grants.some(coversEverything)
    ? sql`true`
    : sql`not exists (
        select from cash_receipt receipt
          join cash_receipt_worksheet worksheet using (cash_receipt_id)
          join cash_receipt_application applied using (worksheet_id)
          join billing_item_detail detail using (billing_item_detail_id)
          join billing_item item using (billing_item_id)
         where receipt.packet_id = ${packetId} and not ${coveredItems(actor)})`;
