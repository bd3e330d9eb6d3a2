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
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';
import type { GlError, GlStanding } from '../../../ports/general-ledger.ts';
import type { DuePosting, GlPostings } from '../../../ports/gl-postings.ts';
import type { LedgerLog } from '../log/ledger-log.ts';
import { glJournalOf } from './gl-journal-of.ts';
import { keepBodies } from './keep-bodies.ts';
import { recordState } from './record-state.ts';
import { takeDue } from './take-due.ts';

/** A general ledger may complain of every line at length; an event has room for so much of it. The row and the log keep it whole. */
const published = (errors: readonly GlError[]): GlError[] =>
  errors.slice(0, 100).map((error) => ({ ...error, detail: error.detail.slice(0, 1_000) }));

type Set = {
  readonly standing?: GlStanding;
  readonly errors?: readonly GlError[];
  readonly nextTryInMs?: number;
};

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
  const change = async (due: DuePosting, to: GlDocumentState, reason: string, set: Set): Promise<boolean> => {
    const at = now().toISOString();
    const { documentId = null, tranId = null, postingPeriod = null } = set.standing ?? {};
    const changed = await database.query(sql`
      update gl_document
         set state = ${to}, remote_id = ${documentId}, tran_id = ${tranId}, posting_period = ${postingPeriod},
             updated_at = ${at}, errors = ${JSON.stringify(set.errors ?? [])}::jsonb,
             next_try_at = ${at}::timestamptz + make_interval(secs => ${(set.nextTryInMs ?? 0) / 1000})
       where gl_document_id = ${due.glPostingId} and state = 'SENDING' returning 1`);
    if (changed.length === 0) return false;
    await recordState(database, due.glPostingId, at, 'SENDING', to, reason);
    return true;
  };

  /** What came of a document belongs to the thread of the event that called for it, though a job found it out. */
  const inThread = (due: Pick<DuePosting, 'threadId' | 'causedBy'>, work: () => Promise<void>) =>
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
    journalOf: async ({ glPostingId, about }) => {
      const [row] = await database.query<{ journalId: string }>(sql`
        select journal_id as "journalId" from gl_document where gl_document_id = ${glPostingId}`);
      if (!row) throw new Error(`there is no document ${glPostingId}`);
      return glJournalOf(database, row.journalId, about.externalId);
    },
    keepBodies: ({ glPostingId, ...due }, documents, mappingVersion, mirror) =>
      inThread(due, () =>
        keepBodies(database, mirror, { at: now().toISOString(), mappingVersion }, glPostingId, documents),
      ),
    posted: (due, standing) =>
      inThread(due, async () => {
        if (!(await change(due, 'POSTED', 'found in the general ledger as sent', { standing }))) return;
        const { documentId, tranId, postingPeriod } = standing;
        const said = { ...aboutOf(due), documentId, tranId, postingPeriod };
        await outbox.append([newEvent(LedgerGlPostedV1, said.packetId, said)]);
        await log.append('gl.posted', said);
      }),
    awaitingApproval: (due, standing, nextTryInMs) =>
      inThread(due, async () => {
        const reason = 'waits for approval in the general ledger';
        if (!(await change(due, 'AWAITING_APPROVAL', reason, { standing, nextTryInMs }))) return;
        // Published once: later look-ups that find it waiting say nothing new.
        if (due.state === 'AWAITING_APPROVAL') return;
        const { documentId, tranId } = standing;
        const said = { ...aboutOf(due), documentId, tranId };
        await outbox.append([newEvent(LedgerGlAwaitingApprovalV1, said.packetId, said)]);
        await log.append('gl.awaiting-approval', said);
      }),
    exported: (due, file, nextTryInMs) =>
      inThread(due, async () => {
        if (!(await change(due, 'EXPORTED', `handed over as ${file}`, { nextTryInMs }))) return;
        if (due.state === 'EXPORTED') return;
        const said = { ...aboutOf(due), file };
        await outbox.append([newEvent(LedgerGlExportedV1, said.packetId, said)]);
        await log.append('gl.exported', said);
      }),
    rejected: (due, errors) =>
      inThread(due, async () => {
        if (!(await change(due, 'REJECTED', errors[0]?.detail ?? 'refused', { errors }))) return;
        const about = aboutOf(due);
        const event = { ...about, errors: published(errors) };
        await outbox.append([newEvent(LedgerGlRejectedV1, about.packetId, event)]);
        await log.append('gl.rejected', { ...about, errors });
      }),
    held: (due, reason) =>
      inThread(due, async () => {
        const errors = [{ code: 'DIFFERENT_CONTENT', detail: reason, path: null }];
        if (!(await change(due, 'HELD', reason, { errors }))) return;
        const said = { ...aboutOf(due), reason };
        await outbox.append([newEvent(LedgerGlHeldV1, said.packetId, said)]);
        await log.append('gl.held', said);
      }),
    unknown: (due, reason, nextTryInMs) =>
      inThread(due, async () => {
        const errors = [{ code: 'UNKNOWN', detail: reason, path: null }];
        if (!(await change(due, 'UNKNOWN', reason, { errors, nextTryInMs }))) return;
        // Published once: later look-ups that know no more say nothing new.
        if (due.state === 'UNKNOWN') return;
        const said = { ...aboutOf(due), reason };
        await outbox.append([newEvent(LedgerGlUnknownV1, said.packetId, said)]);
        await log.append('gl.unknown', said);
      }),
    notSent: (due, nextTryInMs) =>
      inThread(due, async () => {
        const at = now().toISOString();
        // A sender died over one that was being sent: whether that arrived is not known.
        const back = due.state === 'SENDING' ? 'UNKNOWN' : due.state;
        const changed = await database.query(sql`
          update gl_document
             set state = ${back}, attempts = attempts - 1, updated_at = ${at},
                 next_try_at = ${at}::timestamptz + make_interval(secs => ${nextTryInMs / 1000})
           where gl_document_id = ${due.glPostingId} and state = 'SENDING' returning 1`);
        if (changed.length > 0)
          await recordState(database, due.glPostingId, at, 'SENDING', back, 'nothing was sent');
      }),
  };
};

const aboutOf = ({ glPostingId, about }: DuePosting) => {
  const { packetId, externalId, kind, entity, currency, totalMinor } = about;
  const total = { amount: minorText(totalMinor, currency), currency };
  return { packetId, glPostingId, externalId, kind, entity, currency, total };
};
