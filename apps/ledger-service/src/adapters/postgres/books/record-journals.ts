import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { JournalLine } from '../../../domain/books/journal.ts';
import { postingKey } from '../../../domain/general-ledger/posting-key.ts';
import type { RecoveryKind } from '../../../domain/packet/recovery-kind.ts';
import type { StampedJournal } from '../../../ports/books.ts';
import { codeOfSide } from '../../../rows/side-codes.ts';
import {
  type DocumentedJournal,
  recordDocuments,
  recordMirrors,
} from '../general-ledger/record-documents.ts';
import type { BooksParts } from './books-parts.ts';
import type { PostedJournal } from './posted-entities.ts';

export type JournalEvent = {
  readonly postingEventId: string;
  readonly packetId: string;
  readonly kind: 'WRITE_OFF' | RecoveryKind;
  readonly at: string;
  readonly packetName: string;
};

const linesPerStatement = 5_000;

/** Writes journals with their lines, and the document that the general ledger is to get for each. */
export const recordJournals = async (
  { database, bodies }: Pick<BooksParts, 'database' | 'bodies'>,
  event: JournalEvent,
  journals: readonly (StampedJournal & { readonly reversesJournalId?: string })[],
): Promise<readonly PostedJournal[]> => {
  const posted: PostedJournal[] = [];
  const keyOf = numberedKeys(event);
  const mapped = await bodies.mappedNow();
  for (const { journal, terms, reversesJournalId } of journals) {
    const journalId = newId();
    posted.push({ journal, terms, journalId });
    const { entity, currency, lines } = journal;
    for (let start = 0; start < lines.length; start += linesPerStatement) {
      await insertLines(database, journalId, start, lines.slice(start, start + linesPerStatement));
    }
    await database.query(sql`
      insert into journal
        (journal_id, posting_event_id, entity, policy_version, accounting_date, currency, seq, book, reverses_journal_id, created_at)
      values (${journalId}, ${event.postingEventId}, ${entity}, ${terms.policy.version}, ${terms.accountingDate}, ${currency}, 1,
              'GL', ${reversesJournalId ?? null}, ${event.at})`);
    const documented: DocumentedJournal = {
      ...{ postingEventId: event.postingEventId, journalId, entity, currency, at: event.at },
      accountingDate: terms.accountingDate,
      totalMinor: lines.reduce((sum, line) => sum + line.debitMinor, 0n),
      nextKey: () => keyOf(currency, mapped.subsidiaryOf(entity)),
    };
    if (reversesJournalId === undefined) await recordDocuments(database, mapped, documented);
    else await recordMirrors(database, bodies, documented, { ...event, journalId: reversesJournalId });
  }
  return posted;
};

const insertLines = async (
  database: BooksParts['database'],
  journalId: string,
  start: number,
  lines: readonly JournalLine[],
): Promise<void> => {
  const column = <Value>(read: (line: JournalLine) => Value) => lines.map(read);
  await database.query(sql`
    insert into journal_line
      (journal_id, line_no, account_role, side, component, department, account_id, debtor_id, client_id, debit_minor,
       credit_minor, functional_debit_minor, functional_credit_minor, fx_rate_id)
    select ${journalId}, ${start} + line_no, account_role, side, component, department, account_id, debtor_id, client_id,
           debit_minor, credit_minor, functional_debit_minor, functional_credit_minor, fx_rate_id
      from unnest(
             ${column(({ role }) => role)}::text[],
             ${column(({ side }) => (side === null ? null : codeOfSide[side]))}::text[],
             ${column(({ component }) => component)}::text[],
             ${column(({ department }) => department)}::text[],
             ${column(({ accountId }) => accountId)}::uuid[],
             ${column(({ debtorId }) => debtorId)}::uuid[],
             ${column(({ clientId }) => clientId)}::uuid[],
             ${column(({ debitMinor }) => String(debitMinor))}::bigint[],
             ${column(({ creditMinor }) => String(creditMinor))}::bigint[],
             ${column(({ functionalDebitMinor }) => String(functionalDebitMinor))}::bigint[],
             ${column(({ functionalCreditMinor }) => String(functionalCreditMinor))}::bigint[],
             ${column(({ fxRateId }) => fxRateId)}::uuid[])
           with ordinality as line (account_role, side, component, department, account_id, debtor_id, client_id, debit_minor,
                                    credit_minor, functional_debit_minor, functional_credit_minor, fx_rate_id, line_no)`);
};

/** Posting keys of a write-off. Entities that share a subsidiary in the general ledger get documents of their own by number. */
const numberedKeys = ({ packetId }: JournalEvent) => {
  const given = new Map<string, number>();
  return (currency: string, subsidiary: string): string => {
    const pair = `${currency} ${subsidiary}`;
    const number = (given.get(pair) ?? 0) + 1;
    given.set(pair, number);
    return postingKey(packetId, currency, subsidiary, number);
  };
};
