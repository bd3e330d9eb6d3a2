import { LedgerGlPostedV1, LedgerGlRejectedV1, LedgerGlUnknownV1 } from '@recoup/contracts/ledger.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { causedBy, currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { minorText } from '../../../domain/books/amount-texts.ts';
import type { GlError } from '../../../ports/general-ledger.ts';
import type { DuePosting, GlPostingState, GlPostings } from '../../../ports/gl-postings.ts';
import { type SideCode, sideOfCode } from '../../../rows/side-codes.ts';
import { postedRoleOf } from '../books/executed-write-offs.ts';
import type { LedgerLog } from '../log/ledger-log.ts';

/** A general ledger may complain of every line at length; an event has room for so much of it. The row and the log keep it whole. */
const published = (errors: readonly GlError[]): GlError[] =>
  errors.slice(0, 100).map((error) => ({ ...error, detail: error.detail.slice(0, 1_000) }));

/**
 * The documents in the ledger's own schema. `leaseMs` is longer than the calls for one document may take: a document that is
 * still SENDING after it belongs to a sender that died.
 */
export const postgresGlPostings = (
  database: Database,
  outbox: Outbox,
  log: LedgerLog,
  now: () => Date,
  leaseMs: number,
): GlPostings => {
  const change = async (
    due: DuePosting,
    to: GlPostingState,
    reason: string,
    set: {
      readonly documentId?: string;
      readonly errors?: readonly GlError[];
      readonly nextTryInMs?: number;
    },
  ): Promise<boolean> => {
    const at = now().toISOString();
    const changed = await database.query(sql`
      update gl_document
         set state = ${to}, remote_id = ${set.documentId ?? null}, updated_at = ${at},
             errors = ${JSON.stringify(set.errors ?? [])}::jsonb,
             next_try_at = ${at}::timestamptz + make_interval(secs => ${(set.nextTryInMs ?? 0) / 1000})
       where gl_document_id = ${due.glPostingId} and state = 'SENDING' returning 1`);
    if (changed.length === 0) return false;
    await history(database, due.glPostingId, at, 'SENDING', to, reason);
    return true;
  };

  const events = (due: DuePosting) => {
    const { packetId, externalId, kind, entity, currency, lines } = due.document;
    const minor = lines.reduce((sum, line) => sum + line.debitMinor, 0n);
    const total = { amount: minorText(minor, currency), currency };
    return { packetId, glPostingId: due.glPostingId, externalId, kind, entity, currency, total };
  };

  /** What came of a document belongs to the thread of the event that called for it, though a job found it out. */
  const inThread = (due: DuePosting, work: () => Promise<void>) =>
    causedBy(
      {
        actor: currentCause().actor,
        correlationId: due.threadId,
        ...(due.causedBy === null ? {} : { causationId: due.causedBy }),
      },
      () => database.transaction(work),
    );

  return {
    take: () => takeDue(database, now, leaseMs),
    posted: (due, documentId) =>
      inThread(due, async () => {
        if (!(await change(due, 'POSTED', 'found in the general ledger as sent', { documentId }))) return;
        const about = events(due);
        await outbox.append([newEvent(LedgerGlPostedV1, about.packetId, { ...about, documentId })]);
        await log.append('gl.posted', { ...about, documentId });
      }),
    rejected: (due, errors) =>
      inThread(due, async () => {
        if (!(await change(due, 'REJECTED', errors[0]?.detail ?? 'refused', { errors }))) return;
        const about = events(due);
        await outbox.append([
          newEvent(LedgerGlRejectedV1, about.packetId, { ...about, errors: published(errors) }),
        ]);
        await log.append('gl.rejected', { ...about, errors });
      }),
    held: (due, reason) =>
      inThread(due, async () => {
        const errors = [{ code: 'DIFFERENT_CONTENT', detail: reason, path: null }];
        if (!(await change(due, 'HELD', reason, { errors }))) return;
        const about = events(due);
        await outbox.append([newEvent(LedgerGlRejectedV1, about.packetId, { ...about, errors })]);
        await log.append('gl.held', { ...about, reason });
      }),
    unknown: (due, reason, nextTryInMs) =>
      inThread(due, async () => {
        const errors = [{ code: 'UNKNOWN', detail: reason, path: null }];
        if (!(await change(due, 'UNKNOWN', reason, { errors, nextTryInMs }))) return;
        // Published once: later look-ups that know no more say nothing new.
        if (due.state === 'UNKNOWN') return;
        const about = events(due);
        await outbox.append([newEvent(LedgerGlUnknownV1, about.packetId, { ...about, reason })]);
        await log.append('gl.unknown', { ...about, reason });
      }),
  };
};

const history = async (
  database: Database,
  glPostingId: string,
  at: string,
  from: string,
  to: string,
  reason: string,
): Promise<void> => {
  await database.query(sql`
    insert into gl_document_state (gl_document_id, at, actor, from_state, to_state, reason)
    values (${glPostingId}, ${at}, ${currentCause().actor}, ${from}, ${to}, ${reason})`);
};

type DueRow = {
  readonly gl_posting_id: string;
  readonly from_state: GlPostingState;
  readonly attempts: number;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly external_id: string;
  readonly kind: 'WRITE_OFF' | 'RECOVERY';
  readonly packet_id: string;
  readonly packet_name: string;
  readonly receipt_no: string;
  readonly entity: string;
  readonly currency: string;
  readonly accounting_date: string;
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

const takeDue = (database: Database, now: () => Date, leaseMs: number): Promise<DuePosting | undefined> =>
  database.transaction(async () => {
    const at = now().toISOString();
    const [row] = await database.query<DueRow>(sql`
      with due as (
        select gl_document_id, state as from_state from gl_document
         where state in ('PENDING', 'UNKNOWN', 'SENDING') and next_try_at <= ${at}::timestamptz
         order by next_try_at limit 1 for update skip locked)
      update gl_document document
         set state = 'SENDING', attempts = attempts + 1, updated_at = ${at},
             next_try_at = ${at}::timestamptz + make_interval(secs => ${leaseMs / 1000})
        from due, posting_event event, posting_entity own, write_off_receipt receipt
       where document.gl_document_id = due.gl_document_id and event.posting_event_id = document.posting_event_id
         and own.posting_event_id = document.posting_event_id and own.entity = document.entity
         and receipt.packet_id = event.source_id
      returning document.gl_document_id as gl_posting_id, due.from_state, document.attempts, document.external_id,
                event.transaction_type as kind, document.correlation_id, document.causation_id,
                event.source_id as packet_id, document.entity, document.currency, receipt.packet_name,
                receipt.receipt_no, own.accounting_date,
                (select jsonb_agg(jsonb_build_object('account', account_role, 'side', line.side,
                          'department', line.department, 'customerNumber', debtor.number, 'clientNumber', client.number,
                          'debit', line.debit_minor::text, 'credit', line.credit_minor::text) order by line.line_no)
                   from journal_line line
                   left join party debtor on debtor.party_id = line.debtor_id
                   left join party client on client.party_id = line.client_id
                  where line.journal_id = document.journal_id and line.debit_minor + line.credit_minor > 0) as lines`);
    if (!row) return undefined;
    await history(database, row.gl_posting_id, at, row.from_state, 'SENDING', 'due');
    return {
      glPostingId: row.gl_posting_id,
      state: row.from_state,
      attempts: row.attempts,
      threadId: row.correlation_id,
      causedBy: row.causation_id,
      document: {
        externalId: row.external_id,
        kind: row.kind,
        packetId: row.packet_id,
        packetName: row.packet_name,
        receiptNo: row.receipt_no,
        entity: row.entity,
        currency: row.currency,
        accountingDate: row.accounting_date,
        lines: row.lines.map((line) => ({
          account: postedRoleOf(line.account),
          side: line.side === null ? null : sideOfCode[line.side],
          department: line.department,
          customerNumber: line.customerNumber,
          clientNumber: line.clientNumber,
          debitMinor: BigInt(line.debit),
          creditMinor: BigInt(line.credit),
        })),
      },
    };
  });
