import { currentCause } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import { postingKey } from '../../../domain/books/posting-key.ts';
import type { StampedJournal } from '../../../ports/books.ts';
import type { BooksParts } from './books-parts.ts';

export type JournalEvent = {
  readonly packetId: string;
  readonly worksheetId: string;
  readonly kind: 'WRITE_OFF' | 'RECOVERY';
  readonly eventDate: string;
  readonly contentHash: string;
};

const linesPerStatement = 5_000;

/** Writes journals with their lines, and the document that the general ledger is to get for each. Answers their ids. */
export const recordJournals = async (
  { database, now, subsidiaryOf }: BooksParts,
  event: JournalEvent,
  journals: readonly (StampedJournal & { readonly reversesJournalId?: string })[],
): Promise<readonly string[]> => {
  const at = now().toISOString();
  const { actor, correlationId, causationId } = currentCause();
  const ids: string[] = [];
  const keyOf = numberedKeys(event);
  for (const { journal, policy, accountingDate, reversesJournalId } of journals) {
    const journalId = newId();
    ids.push(journalId);
    const { entity, currency, lines } = journal;
    await database.query(sql`
      insert into journal
        (journal_id, kind, packet_id, worksheet_id, entity, currency, accounting_date, period, event_date, policy_version,
         credit_loss_method, payable_side, actor, approval_hash, reverses_journal_id, created_at)
      values (${journalId}, ${event.kind}, ${event.packetId}, ${event.worksheetId}, ${entity}, ${currency},
              ${accountingDate}, ${accountingDate.slice(0, 7)}, ${event.eventDate}, ${policy.version},
              ${policy.creditLossMethod}, ${policy.payableSide}, ${actor}, ${event.contentHash},
              ${reversesJournalId ?? null}, ${at})`);
    for (let start = 0; start < lines.length; start += linesPerStatement) {
      const batch = lines.slice(start, start + linesPerStatement);
      await database.query(sql`
        insert into journal_line (journal_id, line_no, account_code, department, account_id, debit_minor, credit_minor)
        select ${journalId}, ${start} + place, account_code, department, account_id, debit_minor, credit_minor
          from unnest(${batch.map((line) => line.account)}::text[], ${batch.map((line) => line.department)}::text[],
                      ${batch.map((line) => line.accountId)}::uuid[],
                      ${batch.map((line) => String(line.debitMinor))}::bigint[],
                      ${batch.map((line) => String(line.creditMinor))}::bigint[])
               with ordinality as line (account_code, department, account_id, debit_minor, credit_minor, place)`);
    }
    const total = lines.reduce((sum, line) => sum + line.debitMinor, 0n);
    await database.query(sql`
      insert into gl_posting
        (gl_posting_id, journal_id, packet_id, kind, entity, currency, total_minor, external_id, state, next_try_at,
         correlation_id, causation_id, created_at, updated_at)
      values (${newId()}, ${journalId}, ${event.packetId}, ${event.kind}, ${entity}, ${currency}, ${String(total)},
              ${keyOf(currency, subsidiaryOf(entity))}, 'PENDING', ${at},
              ${correlationId}, ${causationId ?? null}, ${at}, ${at})`);
  }
  return ids;
};

/** Posting keys of one event. Entities that share a subsidiary in the general ledger get documents of their own by number. */
const numberedKeys = ({ packetId, kind }: JournalEvent) => {
  const given = new Map<string, number>();
  return (currency: string, subsidiary: string): string => {
    const place = `${currency} ${subsidiary}`;
    const number = (given.get(place) ?? 0) + 1;
    given.set(place, number);
    return postingKey(packetId, currency, subsidiary, kind, number);
  };
};
