import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { type LedgerAccount, ledgerAccounts, type PostingPolicy } from '../../../domain/books/journal.ts';
import { nonEmpty } from '../../../domain/books/non-empty.ts';
import type { ExecutedWriteOff } from '../../../ports/books.ts';

type JournalRow = {
  readonly journal_id: string;
  readonly entity: string;
  readonly currency: string;
  readonly policy_version: string;
  readonly credit_loss_method: PostingPolicy['creditLossMethod'];
  readonly payable_side: PostingPolicy['payableSide'];
  readonly lines: readonly {
    readonly account: string;
    readonly department: string;
    readonly accountId: string | null;
    readonly debit: string;
    readonly credit: string;
  }[];
};

/** The write-off of a packet with its journals, its receivables locked in order of id. */
export const findExecuted = async (
  database: Database,
  packetId: string,
): Promise<ExecutedWriteOff | undefined> => {
  const [found] = await database.query<{
    cash_receipt_id: string;
    worksheet_id: string;
    currency: string;
    recovered: boolean;
    content_hash: string;
  }>(sql`
    select receipt.cash_receipt_id, worksheet.worksheet_id, receipt.currency,
           exists (select from cash_receipt_worksheet reversal
                    where reversal.cash_receipt_id = receipt.cash_receipt_id and reversal.kind = 'REVERSAL') as recovered,
           (select min(approval_hash) from journal where journal.worksheet_id = worksheet.worksheet_id) as content_hash
      from cash_receipt receipt
      join cash_receipt_worksheet worksheet using (cash_receipt_id)
     where receipt.packet_id = ${packetId} and worksheet.kind = 'WRITE_OFF'`);
  if (!found) return undefined;
  const journals = await database.query<JournalRow>(sql`
    select journal_id, entity, currency, policy_version, credit_loss_method, payable_side,
           (select jsonb_agg(jsonb_build_object('account', account_code, 'department', department,
                     'accountId', account_id, 'debit', debit_minor::text, 'credit', credit_minor::text) order by line_no)
              from journal_line line where line.journal_id = journal.journal_id) as lines
      from journal where worksheet_id = ${found.worksheet_id} order by journal_id`);
  const all = nonEmpty(journals.map(toJournal));
  if (!all) throw new Error(`the write-off of packet ${packetId} has no journal`);
  return {
    cashReceiptId: found.cash_receipt_id,
    worksheetId: found.worksheet_id,
    currency: found.currency,
    recovered: found.recovered,
    contentHash: found.content_hash,
    journals: all,
  };
};

const toJournal = (row: JournalRow) => ({
  journalId: row.journal_id,
  policy: {
    version: row.policy_version,
    creditLossMethod: row.credit_loss_method,
    payableSide: row.payable_side,
  },
  journal: {
    entity: row.entity,
    currency: row.currency,
    lines: row.lines.map((line) => ({
      account: accountOf(line.account),
      department: line.department,
      accountId: line.accountId,
      accountNumber: null,
      debitMinor: BigInt(line.debit),
      creditMinor: BigInt(line.credit),
    })),
  },
});

/** An account code as the chart knows it; another one in the books is a fault. */
export const accountOf = (code: string): LedgerAccount => {
  const account = ledgerAccounts.find((known) => known === code);
  if (!account) throw new Error(`the books hold an unknown account: ${code}`);
  return account;
};
