import type { Actor, RoleGrant } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';

type Condition = RawBuilder<unknown>;

const everything = (grant: RoleGrant): boolean =>
  grant.entity === null && grant.department === null && grant.clientId === null;

/** Billing items `item` that some role of the person covers; who holds one unscoped role sees all. */
export const coveredItems = ({ grants }: Actor): Condition => {
  if (grants.some(everything)) return sql`true`;
  if (grants.length === 0) return sql`false`;
  const each = grants.map(
    ({ entity, department, clientId }) => sql`
      (${entity}::text is null or item.entity = ${entity}) and
      (${department}::text is null or item.department = ${department}) and
      (${clientId}::uuid is null or item.client_id = ${clientId}::uuid)`,
  );
  return sql`((${sql.join(each, sql`) or (`)}))`;
};

/** Packets all of whose applied receivables the person's roles cover: a book that names one foreign item is not shown. */
export const coveredPackets = (actor: Actor, packetId: Condition): Condition =>
  actor.grants.some(everything)
    ? sql`true`
    : sql`not exists (
        select from cash_receipt receipt
          join cash_receipt_worksheet worksheet using (cash_receipt_id)
          join cash_receipt_application applied using (worksheet_id)
          join billing_item_detail detail using (billing_item_detail_id)
          join billing_item item using (billing_item_id)
         where receipt.packet_id = ${packetId} and not ${coveredItems(actor)})`;
