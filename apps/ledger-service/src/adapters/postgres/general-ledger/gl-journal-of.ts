import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';
import type { GlJournal } from '../../../ports/general-ledger.ts';
import { postedRoleOf } from '../../../rows/account-roles.ts';
import { type SideCode, sideOfCode } from '../../../rows/side-codes.ts';

type JournalRow = Omit<GlJournal, 'lines' | 'externalId'> & {
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
    lines: row.lines.map(({ account, side, debit, credit, ...line }) => ({
      ...line,
      account: postedRoleOf(account),
      side: side === null ? null : sideOfCode[side],
      debitMinor: BigInt(debit),
      creditMinor: BigInt(credit),
    })),
  };
};
