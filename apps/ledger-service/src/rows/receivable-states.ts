import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { minorText, sideTexts } from '../domain/books/amount-texts.ts';
import { type MinorByCode, type SideCode, sideOfCode, sidesOf } from './side-codes.ts';

type StateRow = Omit<
  ReceivableState,
  'client' | 'account' | 'agent' | 'billed' | 'opening' | 'open' | 'dispute' | 'writeOff' | 'components'
> & {
  readonly clientId: string;
  readonly clientNumber: string;
  readonly clientName: string;
  readonly accountId: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly agentNumber: string | null;
  readonly agentName: string | null;
  /** Null where it is not known of every side. */
  readonly billedMinor: MinorByCode | null;
  readonly openingMinor: MinorByCode;
  readonly openMinor: MinorByCode;
  readonly disputeOpen: boolean;
  readonly disputeReason: string | null;
  readonly writeOff: { readonly packetId: string; readonly minor: string; readonly on: string } | null;
  readonly components: readonly (readonly [
    side: SideCode,
    component: string,
    billedMinor: string | null,
    openingMinor: string,
    openMinor: string,
  ])[];
};

/** Whatever moved the receivable, with the day on which that counts in its entity. */
const ownMovements = sql`
  receivable_movement movement
  join posting_event event using (posting_event_id)
  join posting_entity posted on posted.posting_event_id = movement.posting_event_id and posted.entity = item.entity
 where movement.billing_item_detail_id = detail.billing_item_detail_id`;

const standingWriteOff = sql`
  (select jsonb_build_object('packetId', event.source_id, 'minor', (-sum(amount_minor))::text, 'on', posted.event_date)
     from ${ownMovements} and movement.kind = 'WRITE_OFF' and event.transaction_type = 'WRITE_OFF'
      and event.source_id = detail.write_off_packet_id
    group by event.source_id, posted.event_date)`;

const lastRecovery = sql`
  (select jsonb_build_object('packetId', event.source_id, 'kind', event.transaction_type, 'on', posted.event_date)
     from ${ownMovements} and movement.kind = 'WRITE_OFF' and event.reverses_event_id is not null
    order by event.recorded_at desc limit 1)`;

/** What moved it last, after which nothing was open. */
const lastClosing = sql`
  (select jsonb_build_object('on', posted.event_date,
            'by', case movement.kind when 'CASH' then 'cash' when 'CREDIT' then 'credit' else 'source' end)
     from ${ownMovements}
    order by event.recorded_at desc limit 1)`;

/** Receivables as they now stand, in the shape in which everyone outside the ledger knows them. */
export const receivableStates = async (
  database: Queries,
  receivableIds: readonly string[],
): Promise<readonly ReceivableState[]> => {
  const rows = await database.query<StateRow>(sql`
    select detail.billing_item_detail_id as "receivableId", detail.version, item.source, item.entity, item.department,
           agreement.deal, item.invoice_number as "invoiceNumber", item.invoice_date as "invoiceDate",
           detail.due_date as "dueDate", item.currency, item.client_id as "clientId", client.number as "clientNumber",
           client.name as "clientName", item.account_id as "accountId", debtor.number as "accountNumber",
           debtor.name as "accountName", agent.number as "agentNumber", agent.name as "agentName",
           balance.billed as "billedMinor", balance.opening as "openingMinor", balance.open as "openMinor",
           detail.dispute_open as "disputeOpen", detail.dispute_reason as "disputeReason",
           item.open_item_ind as "openItem", detail.write_off_status_cd as "writeOffStatus",
           detail.exclude_from_cecl_ind as "excludeFromCecl", detail.write_off_packet_id as "packetId",
           (case when detail.write_off_status_cd = 'WRITTEN_OFF' then ${standingWriteOff} end) as "writeOff",
           (case when detail.write_off_status_cd is not null then ${lastRecovery} end) as recovered,
           (case when detail.write_off_status_cd is distinct from 'WRITTEN_OFF' and not balance.any_open
                 then ${lastClosing} end) as settled,
           balance.components, sighting.as_of as "asOf", detail.collection_class as "collectionClass"
      from billing_item_detail detail
      join receivable_sighting sighting using (billing_item_detail_id)
      join billing_item item using (billing_item_id)
      join party client on client.party_id = item.client_id
      join account using (account_id)
      join party debtor on debtor.party_id = account.debtor_id
      join agreement using (agreement_id)
      left join party agent on agent.party_id = item.agent_id
     cross join lateral (
            select case when bool_and(billed is not null) then jsonb_object_agg(side, billed::text) end as billed,
                   jsonb_object_agg(side, opening::text) as opening, jsonb_object_agg(side, open::text) as open,
                   coalesce(bool_or(open > 0), false) as any_open,
                   (select coalesce(jsonb_agg(jsonb_build_array(side, component, billed_minor::text, opening_minor::text,
                                                                open_minor::text) order by side, component), '[]')
                      from receivable_side
                     where billing_item_detail_id = detail.billing_item_detail_id and component <> '') as components
              from (select side, case when bool_and(billed_minor is not null) then sum(billed_minor) end as billed,
                           sum(opening_minor) as opening, sum(open_minor) as open
                      from receivable_side where billing_item_detail_id = detail.billing_item_detail_id
                     group by side) side) balance
     where detail.billing_item_detail_id = any (${receivableIds}::uuid[])
     order by detail.billing_item_detail_id`);
  return rows.map(toState);
};

const toState = ({
  clientId,
  clientNumber,
  clientName,
  accountId,
  accountNumber,
  accountName,
  agentNumber,
  agentName,
  billedMinor,
  openingMinor,
  openMinor,
  disputeOpen,
  disputeReason,
  writeOff,
  components,
  ...row
}: StateRow): ReceivableState => ({
  ...row,
  client: { clientId, number: clientNumber, name: clientName },
  account: { accountId, number: accountNumber, name: accountName },
  agent: agentNumber === null ? null : { number: agentNumber, name: agentName ?? agentNumber },
  billed: billedMinor && sideTexts(sidesOf(billedMinor), row.currency),
  opening: sideTexts(sidesOf(openingMinor ?? {}), row.currency),
  open: sideTexts(sidesOf(openMinor ?? {}), row.currency),
  dispute: { open: disputeOpen, reason: disputeReason },
  writeOff: writeOff && {
    ...{ packetId: writeOff.packetId, on: writeOff.on },
    amount: minorText(BigInt(writeOff.minor), row.currency),
  },
  components: components.map(([side, component, billed, opening, open]) => ({
    ...{ side: sideOfCode[side], component },
    billed: billed === null ? null : minorText(BigInt(billed), row.currency),
    opening: minorText(BigInt(opening), row.currency),
    open: minorText(BigInt(open), row.currency),
  })),
});
