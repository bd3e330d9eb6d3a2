import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { type RawBuilder, sql } from 'kysely';
import { minorUnit } from './amount-sql.ts';
import { type SideCode, sideOfCode } from './side-codes.ts';

/** Whatever moved the receivable, with the day on which that counts in its entity. */
const ownMovements = sql`
  receivable_movement movement
  join posting_event event using (posting_event_id)
  join posting_entity posted on posted.posting_event_id = movement.posting_event_id and posted.entity = item.entity
 where movement.billing_item_detail_id = detail.billing_item_detail_id`;

const standingWriteOff = sql`
  (select json_build_object('packetId', event.source_id, 'amount', (-sum(amount_minor) * one.minor)::text, 'on', posted.event_date)
     from ${ownMovements} and movement.kind = 'WRITE_OFF' and event.transaction_type = 'WRITE_OFF'
      and event.source_id = detail.write_off_packet_id
    group by event.source_id, posted.event_date)`;

const lastRecovery = sql`
  (select json_build_object('packetId', event.source_id, 'kind', event.transaction_type, 'on', posted.event_date)
     from ${ownMovements} and movement.kind = 'WRITE_OFF' and event.reverses_event_id is not null
    order by event.recorded_at desc limit 1)`;

/** What moved it last, after which nothing was open. */
const lastClosing = sql`
  (select json_build_object('on', posted.event_date,
            'by', case movement.kind when 'CASH' then 'cash' when 'CREDIT' then 'credit' else 'source' end)
     from ${ownMovements}
    order by event.recorded_at desc limit 1)`;

const codes = Object.entries(sideOfCode) as readonly [SideCode, string][];

/** What a column holds of each side, components and all, as texts. */
const sides = (column: 'billed_minor' | 'opening_minor' | 'open_minor'): RawBuilder<unknown> => sql`
  json_build_object(${sql.join(
    codes.map(
      ([code, side]) => sql`
        ${sql.lit(side)}, (coalesce(sum(${sql.ref(column)}) filter (where side = ${sql.lit(code)}), 0) * one.minor)::text`,
    ),
  )})`;

/** Of each side and component; the name of a side as everybody outside the ledger knows it. */
const components = sql`
  coalesce(json_agg(json_build_object(
    'side', case side ${sql.join(
      codes.map(([code, side]) => sql`when ${sql.lit(code)} then ${sql.lit(side)}`),
      sql` `,
    )} end,
    'component', component, 'billed', (billed_minor * one.minor)::text, 'opening', (opening_minor * one.minor)::text,
    'open', (open_minor * one.minor)::text) order by side, component) filter (where component <> ''), '[]'::json)`;

/**
 * Receivables as they now stand, in the shape in which everyone outside the ledger knows them: `receivable_id`, `version`, `open_item` and
 * `state`, which is json.
 *
 * @param which an array of ids
 */
export const receivableStates = (which: RawBuilder<unknown>): RawBuilder<unknown> => sql`
  select detail.billing_item_detail_id as receivable_id, detail.version, item.open_item_ind as open_item,
         json_build_object(
           'receivableId', detail.billing_item_detail_id, 'version', detail.version, 'source', item.source,
           'entity', item.entity, 'department', item.department, 'deal', agreement.deal,
           'agreement', json_build_object('type', agreement.type_code, 'status', agreement.status,
             'stopDate', agreement.stop_date, 'currentBalance', (agreement.current_minor * one.minor)::text),
           'client', json_build_object('clientId', item.client_id, 'number', client.number, 'name', client.name),
           'account', json_build_object('accountId', item.account_id, 'number', debtor.number, 'name', debtor.name),
           'agent', case when agent.party_id is not null
                         then json_build_object('number', agent.number, 'name', agent.name) end,
           'invoiceNumber', item.invoice_number, 'invoiceDate', item.invoice_date, 'dueDate', detail.due_date,
           'currency', item.currency, 'billed', balance.billed, 'opening', balance.opening, 'open', balance.open,
           'dispute', json_build_object('open', detail.dispute_open, 'reason', detail.dispute_reason),
           'openItem', item.open_item_ind, 'writeOffStatus', detail.write_off_status_cd,
           'excludeFromCecl', detail.exclude_from_cecl_ind, 'packetId', detail.write_off_packet_id,
           'writeOff', case when detail.write_off_status_cd = 'WRITTEN_OFF' then ${standingWriteOff} end,
           'recovered', case when detail.write_off_status_cd is not null then ${lastRecovery} end,
           'settled', case when detail.write_off_status_cd is distinct from 'WRITTEN_OFF' and not balance.any_open
                           then ${lastClosing} end,
           'components', balance.components, 'asOf', sighting.as_of, 'collectionClass', detail.collection_class,
           'glReference', detail.gl_reference) as state
    from billing_item_detail detail
    join receivable_sighting sighting using (billing_item_detail_id)
    join billing_item item using (billing_item_id)
    join party client on client.party_id = item.client_id
    join account using (account_id)
    join party debtor on debtor.party_id = account.debtor_id
    join agreement using (agreement_id)
    left join party agent on agent.party_id = item.agent_id
   cross join lateral (select ${minorUnit(sql`item.currency`)} as minor) one
   cross join lateral (
         select case when bool_and(billed_minor is not null) then ${sides('billed_minor')} end as billed,
                ${sides('opening_minor')} as opening, ${sides('open_minor')} as open,
                coalesce(bool_or(open_minor > 0), false) as any_open, ${components} as components
           from receivable_side where billing_item_detail_id = detail.billing_item_detail_id) balance
   where detail.billing_item_detail_id = any (${which})`;

/** One receivable as it now stands; undefined where there is none. */
export const receivableState = async (
  database: Queries,
  receivableId: string,
): Promise<ReceivableState | undefined> => {
  const [found] = await database.query<{ state: ReceivableState }>(
    receivableStates(sql`array[${receivableId}]::uuid[]`),
  );
  return found?.state;
};
