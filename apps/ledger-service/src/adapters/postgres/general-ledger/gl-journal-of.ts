import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import { bears } from '../../../domain/books/account-role.ts';
import type { GlCleared, GlJournal } from '../../../ports/general-ledger.ts';
import { postedRoleOf } from '../../../rows/account-roles.ts';
import { type SideCode, sideOfCode } from '../../../rows/side-codes.ts';

type JournalRow = Omit<GlJournal, 'lines' | 'externalId' | 'cleared'> & {
  readonly lines: readonly {
    readonly account: string;
    readonly side: SideCode | null;
    readonly department: string;
    readonly customerNumber: string | null;
    readonly clientNumber: string | null;
    readonly debit: string;
    readonly credit: string;
  }[];
};

/** A journal in our words: what has no amount in its currency, as an exchange difference, is left out. */
export const glJournalOf = async (
  database: Queries,
  journalId: string,
  externalId: string,
  withCleared: boolean,
): Promise<GlJournal> => {
  const [row] = await database.query<JournalRow>(sql`
    select event.transaction_type as kind,
           event.source_id as "packetId", receipt.packet_name as "packetName",
           journal.entity, journal.currency, own.accounting_date as "accountingDate",
           (select jsonb_agg(jsonb_build_object('account', account_role, 'side', line.side,
                     'department', line.department, 'customerNumber', debtor.number, 'clientNumber', client.number,
                     'debit', line.debit_minor::text, 'credit', line.credit_minor::text) order by line.line_no)
              from journal_line line
              left join party debtor on debtor.party_id = line.debtor_id
              left join party client on client.party_id = line.client_id
             where line.journal_id = journal.journal_id and line.debit_minor + line.credit_minor > 0) as lines
      from journal
      join posting_event event using (posting_event_id)
      join posting_entity own using (posting_event_id, entity)
      join write_off_receipt receipt on receipt.packet_id = event.source_id
     where journal.journal_id = ${journalId}`);
  if (!row) throw new Error(`there is no journal ${journalId}`);
  return {
    ...row,
    externalId,
    ...(withCleared && { cleared: await clearedBy(database, journalId) }),
    lines: row.lines.map(({ account, side, debit, credit, ...line }) => ({
      ...line,
      account: postedRoleOf(account),
      side: side === null ? null : sideOfCode[side],
      debitMinor: BigInt(debit),
      creditMinor: BigInt(credit),
    })),
  };
};

type ClearedRow = Omit<GlCleared, 'parts'> & {
  readonly parts: readonly {
    readonly side: SideCode;
    readonly department: string;
    readonly clientNumber: string;
    readonly minor: string;
  }[];
};

/** What a journal takes from each receivable, by the account that bears it, in the department in which it was posted. */
const clearedBy = async (database: Queries, journalId: string): Promise<readonly GlCleared[]> => {
  const rows = await database.query<ClearedRow>(sql`
    select debtor.number as "customerNumber", item.invoice_number as "invoiceNumber",
           detail.gl_reference as "invoiceReference",
           jsonb_agg(jsonb_build_object('side', taken.side, 'department', taken.department, 'clientNumber', client.number,
                                        'minor', taken.minor::text) order by taken.side) as parts
      from journal
     cross join lateral (
           select billing_item_detail_id, side, department, -sum(amount_minor) as minor
             from receivable_movement movement
            where movement.posting_event_id = journal.posting_event_id and movement.kind = 'WRITE_OFF'
            group by billing_item_detail_id, side, department) taken
      join billing_item_detail detail using (billing_item_detail_id)
      join billing_item item using (billing_item_id)
      join account using (account_id)
      join party debtor on debtor.party_id = account.debtor_id
      join party client on client.party_id = item.client_id
     where journal.journal_id = ${journalId} and item.entity = journal.entity and item.currency = journal.currency
     group by detail.billing_item_detail_id, debtor.number, item.invoice_number, item.number_key, detail.gl_reference
     order by item.number_key, detail.billing_item_detail_id`);
  return rows.map(({ parts, ...invoice }) => ({
    ...invoice,
    parts: parts.map(({ side, minor, ...part }) => ({
      ...{ ...part, side: sideOfCode[side], account: bears[sideOfCode[side]] },
      amountMinor: BigInt(minor),
    })),
  }));
};
