import type { ReceivableState } from '@recoup/contracts/receivable.v1';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { sideTexts } from '../domain/books/amount-texts.ts';
import { type MinorByCode, sidesOf } from './side-codes.ts';

type StateRow = Omit<ReceivableState, 'client' | 'account' | 'agent' | 'billed' | 'open' | 'dispute'> & {
  readonly clientId: string;
  readonly clientNumber: string;
  readonly clientName: string;
  readonly accountId: string;
  readonly accountNumber: string;
  readonly accountName: string;
  readonly agentNumber: string | null;
  readonly agentName: string | null;
  readonly billedMinor: MinorByCode;
  readonly openMinor: MinorByCode;
  readonly disputeOpen: boolean;
  readonly disputeReason: string | null;
};

/** Receivables as they now stand, in the shape in which everyone outside the ledger knows them. */
export const receivableStates = async (
  database: Queries,
  receivableIds: readonly string[],
): Promise<readonly ReceivableState[]> => {
  const rows = await database.query<StateRow>(sql`
    select detail.billing_item_detail_id as "receivableId", detail.version, item.source, item.entity, item.department,
           agreement.deal, item.invoice_number as "invoiceNumber", item.invoice_date as "invoiceDate",
           item.due_date as "dueDate", item.currency, item.client_id as "clientId", client.number as "clientNumber",
           client.name as "clientName", item.account_id as "accountId", debtor.number as "accountNumber",
           debtor.name as "accountName", agent.number as "agentNumber", agent.name as "agentName",
           balance.billed as "billedMinor", balance.open as "openMinor",
           detail.dispute_open as "disputeOpen", detail.dispute_reason as "disputeReason",
           item.open_item_ind as "openItem", detail.write_off_status_cd as "writeOffStatus",
           detail.exclude_from_cecl_ind as "excludeFromCecl", detail.write_off_packet_id as "packetId",
           detail.as_of as "asOf", detail.collection_class as "collectionClass"
      from billing_item_detail detail
      join billing_item item using (billing_item_id)
      join party client on client.party_id = item.client_id
      join account using (account_id)
      join party debtor on debtor.party_id = account.debtor_id
      join agreement using (agreement_id)
      left join party agent on agent.party_id = item.agent_id
     cross join lateral (
            select jsonb_object_agg(side, billed::text) as billed, jsonb_object_agg(side, open::text) as open
              from (select side, sum(coalesce(billed_minor, opening_minor)) as billed, sum(open_minor) as open
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
  openMinor,
  disputeOpen,
  disputeReason,
  ...row
}: StateRow): ReceivableState => ({
  ...row,
  client: { clientId, number: clientNumber, name: clientName },
  account: { accountId, number: accountNumber, name: accountName },
  agent: agentNumber === null ? null : { number: agentNumber, name: agentName ?? agentNumber },
  billed: sideTexts(sidesOf(billedMinor ?? {}), row.currency),
  open: sideTexts(sidesOf(openMinor ?? {}), row.currency),
  dispute: { open: disputeOpen, reason: disputeReason },
});
