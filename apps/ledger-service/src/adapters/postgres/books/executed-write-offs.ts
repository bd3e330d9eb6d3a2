import { type CalendarDate, toCalendarDate } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import { nonEmpty } from '../../../domain/books/non-empty.ts';
import type { ExecutedWriteOff } from '../../../ports/books.ts';
import { roleOf } from '../../../rows/account-roles.ts';
import { type SideCode, sideOfCode } from '../../../rows/side-codes.ts';

type JournalRow = {
  readonly journal_id: string;
  readonly entity: string;
  readonly currency: string;
  readonly event_date: string;
  readonly lines: readonly {
    readonly role: string;
    readonly side: SideCode | null;
    readonly component: string;
    readonly department: string;
    readonly accountId: string | null;
    readonly debtorId: string | null;
    readonly clientId: string | null;
    readonly debit: string;
    readonly credit: string;
    readonly functionalDebit: string;
    readonly functionalCredit: string;
    readonly fxRateId: string | null;
  }[];
};

/** The write-off of a packet with its journals. */
export const findExecuted = async (
  database: Database,
  packetId: string,
): Promise<ExecutedWriteOff | undefined> => {
  const [found] = await database.query<Omit<ExecutedWriteOff, 'journals'>>(sql`
    select event.posting_event_id as "postingEventId", event.source_round as round,
           event.approval_hash as "approvalHash", receipt.cash_receipt_id as "cashReceiptId",
           write_off_receipt.packet_name as "packetName",
           worksheet.worksheet_id as "worksheetId", receipt.currency,
           exists (select from posting_event reversal
                    where reversal.reverses_event_id = event.posting_event_id) as recovered
      from write_off_receipt
      join cash_receipt receipt using (cash_receipt_id)
      join cash_receipt_worksheet worksheet on worksheet.cash_receipt_id = receipt.cash_receipt_id
                                           and worksheet.kind = 'APPLICATION'
      join posting_event event on event.posting_event_id = worksheet.posting_event_id
     where write_off_receipt.packet_id = ${packetId}`);
  if (!found) return undefined;
  const journals = await database.query<JournalRow>(sql`
    select journal_id, entity, currency, event_date,
           (select jsonb_agg(jsonb_build_object('role', account_role, 'side', side, 'component', component,
                     'department', department, 'accountId', account_id, 'debtorId', debtor_id, 'clientId', client_id,
                     'debit', debit_minor::text, 'credit', credit_minor::text,
                     'functionalDebit', functional_debit_minor::text, 'functionalCredit', functional_credit_minor::text,
                     'fxRateId', fx_rate_id) order by line_no)
              from journal_line line where line.journal_id = journal.journal_id) as lines
      from journal join posting_entity using (posting_event_id, entity)
     where posting_event_id = ${found.postingEventId} order by journal_id`);
  const all = nonEmpty(journals.map(toJournal));
  if (!all) throw new Error(`the write-off of packet ${packetId} has no journal`);
  return { ...found, journals: all };
};

const toJournal = (row: JournalRow) => ({
  journalId: row.journal_id,
  eventDate: dayOf(row.event_date),
  journal: {
    entity: row.entity,
    currency: row.currency,
    lines: row.lines.map(({ debit, credit, functionalDebit, functionalCredit, role, side, ...line }) => ({
      ...line,
      role: roleOf(role),
      side: side === null ? null : sideOfCode[side],
      debitMinor: BigInt(debit),
      creditMinor: BigInt(credit),
      functionalDebitMinor: BigInt(functionalDebit),
      functionalCreditMinor: BigInt(functionalCredit),
    })),
  },
});

const dayOf = (text: string): CalendarDate => {
  const day = toCalendarDate(text);
  if (!day) throw new Error(`the books hold ${text}, which is no day`);
  return day;
};
