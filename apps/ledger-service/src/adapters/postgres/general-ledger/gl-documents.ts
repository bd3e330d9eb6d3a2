import {
  LedgerGlAwaitingApprovalV1,
  LedgerGlExportedV1,
  LedgerGlHeldV1,
  LedgerGlPostedV1,
  LedgerGlRejectedV1,
  LedgerGlUnknownV1,
} from '@recoup/contracts/ledger.v1';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { causedBy, currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { minorText } from '../../../domain/books/amount-texts.ts';
import type { GlError, GlStanding } from '../../../ports/general-ledger.ts';
import type { DuePosting, GlDocuments } from '../../../ports/gl-documents.ts';
import type { LedgerLog } from '../log/ledger-log.ts';
import { documentMoves } from './document-moves.ts';
import { glJournalOf } from './gl-journal-of.ts';
import { keepBodies } from './keep-bodies.ts';
import { standsForAnother } from './stands-for-another.ts';
import { takeDue } from './take-due.ts';

/** A general ledger may complain of every line at length; an event has room for so much of it. The row and the log keep it whole. */
const published = (errors: readonly GlError[]): GlError[] =>
  errors.slice(0, 100).map((error) => ({ ...error, detail: error.detail.slice(0, 1_000) }));

/**
 * The documents in the ledger's own schema. `leaseMs` is longer than the calls for one document may take: a document that is
 * still SENDING after it belongs to a sender that died.
 */
export const postgresGlDocuments = (
  database: Database,
  outbox: Outbox,
  log: LedgerLog,
  now: () => Date,
  leaseMs: number,
): GlDocuments => {
  const { change, noteSending, putBack } = documentMoves(database, now, leaseMs);

  /** What came of a document belongs to the thread of the event that called for it, though a job found it out. */
  const inThread = <T>(due: Pick<DuePosting, 'threadId' | 'causedBy'>, work: () => Promise<T>) =>
    causedBy(
      {
        actor: currentCause().actor,
        correlationId: due.threadId,
        ...(due.causedBy === null ? {} : { causationId: due.causedBy }),
      },
      () => database.transaction(work),
    );

  const hold = async (due: DuePosting, reason: string): Promise<void> => {
    const errors = [{ code: 'DIFFERENT_CONTENT', detail: reason, path: null }];
    const moved = await change(due, 'HELD', reason, { errors, unanswered: due.unanswered });
    if (!moved) return;
    const said = { ...aboutOf(due, moved), reason };
    await outbox.append([newEvent(LedgerGlHeldV1, said.packetId, said)]);
    await log.append('gl.held', said);
  };
  const isTaken = ({ glDocumentId }: DuePosting, { documentId }: GlStanding) =>
    standsForAnother(database, glDocumentId, documentId);

  return {
    take: () => takeDue(database, now, leaseMs),
    journalOf: async ({ glDocumentId, about }, withCleared) => {
      const [row] = await database.query<{ journalId: string }>(sql`
        select journal_id as "journalId" from gl_document where gl_document_id = ${glDocumentId}`);
      if (!row) throw new Error(`there is no document ${glDocumentId}`);
      return glJournalOf(database, row.journalId, about.externalId, withCleared);
    },
    keepBodies: ({ glDocumentId, ...due }, documents, mappingVersion, mirror) =>
      inThread(due, () =>
        keepBodies(database, mirror, { at: now().toISOString(), mappingVersion }, glDocumentId, documents),
      ),
    sending: (due) => inThread(due, () => noteSending(due)),
    posted: (due, standing) =>
      inThread(due, async () => {
        if (await isTaken(due, standing)) return hold(due, taken(standing));
        const why = 'found in the general ledger as sent';
        const moved = await change(due, 'POSTED', why, { standing, errors: [] });
        if (!moved) return;
        const { documentId, tranId, postingPeriod } = standing;
        const said = { ...aboutOf(due, moved), documentId, tranId, postingPeriod };
        await outbox.append([newEvent(LedgerGlPostedV1, said.packetId, said)]);
        await log.append('gl.posted', said);
      }),
    awaitingApproval: (due, standing, nextTryInMs) =>
      inThread(due, async () => {
        if (await isTaken(due, standing)) return hold(due, taken(standing));
        const reason = 'waits for approval in the general ledger';
        const moved = await change(due, 'AWAITING_APPROVAL', reason, { standing, nextTryInMs, errors: [] });
        if (!moved) return;
        // Published once: later look-ups that find it waiting say nothing new.
        if (due.state === 'AWAITING_APPROVAL') return;
        const { documentId, tranId } = standing;
        const said = { ...aboutOf(due, moved), documentId, tranId };
        await outbox.append([newEvent(LedgerGlAwaitingApprovalV1, said.packetId, said)]);
        await log.append('gl.awaiting-approval', said);
      }),
    exported: (due, file, nextTryInMs) =>
      inThread(due, async () => {
        const moved = await change(due, 'EXPORTED', `handed over as ${file}`, { nextTryInMs, errors: [] });
        if (!moved) return;
        if (due.state === 'EXPORTED') return;
        const said = { ...aboutOf(due, moved), file };
        await outbox.append([newEvent(LedgerGlExportedV1, said.packetId, said)]);
        await log.append('gl.exported', said);
      }),
    rejected: (due, errors) =>
      inThread(due, async () => {
        const moved = await change(due, 'REJECTED', errors[0]?.detail ?? 'refused', { errors });
        if (!moved) return;
        const about = aboutOf(due, moved);
        const event = { ...about, errors: published(errors) };
        await outbox.append([newEvent(LedgerGlRejectedV1, about.packetId, event)]);
        await log.append('gl.rejected', { ...about, errors });
      }),
    held: (due, reason) => inThread(due, () => hold(due, reason)),
    unknown: (due, reason, nextTryInMs, answered) =>
      inThread(due, async () => {
        const errors = [{ code: 'UNKNOWN', detail: reason, path: null }, ...(answered ?? [])];
        const unanswered = answered === undefined ? 'as-noted' : due.unanswered;
        const moved = await change(due, 'UNKNOWN', reason, { errors, unanswered, nextTryInMs });
        if (!moved) return;
        // Published once: later sendings of which no more is known say nothing new.
        if (due.state === 'UNKNOWN') return;
        const said = { ...aboutOf(due, moved), reason };
        await outbox.append([newEvent(LedgerGlUnknownV1, said.packetId, said)]);
        await log.append('gl.unknown', said);
      }),
    notSent: (due, reason, nextTryInMs) => inThread(due, () => putBack(due, reason, nextTryInMs)),
  };
};

const taken = ({ documentId }: GlStanding) => `document ${documentId} stands for another posting`;

const aboutOf = (
  { glDocumentId, about }: DuePosting,
  { furtherCount }: { readonly furtherCount: number },
) => {
  const { totalMinor, ...said } = about;
  const { currency } = about;
  return {
    ...{ ...said, glDocumentId, total: { amount: minorText(totalMinor, currency), currency } },
    ...(furtherCount > 0 && { furtherCount }),
  };
};
