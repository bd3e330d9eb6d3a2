import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';
import type { GlError, GlStanding } from '../../../ports/general-ledger.ts';
import type { DuePosting, Unanswered } from '../../../ports/gl-documents.ts';
import { recordState } from './record-state.ts';

type Set = {
  readonly standing?: GlStanding;
  /** Left out: those that it has are kept. */
  readonly errors?: readonly GlError[];
  /** What is left without an answer; left out: nothing is. */
  readonly unanswered?: Unanswered | null | 'as-noted';
  readonly nextTryInMs?: number;
};

/** How many more documents came of one that was made late. */
type Moved = { readonly furtherCount: number };

const json = (errors: readonly GlError[]) => sql`${JSON.stringify(errors)}::jsonb`;
const notSent = 'NOT_SENT';

/** How a document that was taken moves on. Only whoever took it last moves it: `tries` tells one taking from the next. */
export const documentMoves = (database: Database, now: () => Date, leaseMs: number) => {
  const held = ({ glDocumentId, tries }: DuePosting) =>
    sql`gl_document_id = ${glDocumentId} and state = 'SENDING' and tries = ${tries}`;
  const inMs = (at: string, ms: number) => sql`${at}::timestamptz + make_interval(secs => ${ms / 1000})`;

  /** A try in which nothing was sent and that found nothing new leaves no trace in the history. */
  const moved = async (due: DuePosting, at: string, to: GlDocumentState, reason: string): Promise<void> => {
    const from = due.sent ? 'SENDING' : due.state;
    if (from !== to) await recordState(database, due.glDocumentId, at, from, to, reason);
  };

  return {
    /** Answers what else is to be said of the document; nothing where another one has taken it. */
    change: async (
      due: DuePosting,
      to: GlDocumentState,
      reason: string,
      set: Set,
    ): Promise<Moved | undefined> => {
      const at = now().toISOString();
      const { documentId = null, tranId = null, postingPeriod = null } = set.standing ?? {};
      const { errors, unanswered, nextTryInMs = 0 } = set;
      const [changed] = await database.query<Moved>(sql`
        update gl_document
           set state = ${to}, remote_id = ${documentId}, tran_id = ${tranId}, posting_period = ${postingPeriod},
               updated_at = ${at}, errors = ${errors === undefined ? sql`errors` : json(errors)},
               unanswered_since = ${unanswered === 'as-noted' ? sql`unanswered_since` : (unanswered?.since ?? null)},
               next_try_at = ${inMs(at, nextTryInMs)}
         where ${held(due)} returning further_count as "furtherCount"`);
      if (changed) await moved(due, at, to, reason);
      return changed;
    },
    noteSending: async (due: DuePosting): Promise<DuePosting | undefined> => {
      const at = now().toISOString();
      const changed = await database.query(sql`
        update gl_document
           set attempts = attempts + 1, unanswered_since = ${at}, updated_at = ${at}, next_try_at = ${inMs(at, leaseMs)}
         where ${held(due)} returning 1`);
      if (changed.length === 0) return undefined;
      await moved(due, at, 'SENDING', 'sent');
      return { ...due, attempts: due.attempts + 1, sent: true };
    },
    /** It stands as before, with the reason beside whatever errors it has. */
    putBack: async (due: DuePosting, reason: string, nextTryInMs: number): Promise<void> => {
      const at = now().toISOString();
      const to = due.state === 'SENDING' ? 'PENDING' : due.state;
      const why = { code: notSent, detail: reason, path: null };
      const changed = await database.query(sql`
        update gl_document
           set state = ${to}, attempts = ${due.sent ? due.attempts - 1 : due.attempts}, updated_at = ${at},
               unanswered_since = ${due.unanswered?.since ?? null}, next_try_at = ${inMs(at, nextTryInMs)},
               errors = (select coalesce(jsonb_agg(error), '[]') from jsonb_array_elements(errors) error
                          where error ->> 'code' <> ${notSent}) || ${json([why])}
         where ${held(due)} returning 1`);
      if (changed.length > 0) await moved(due, at, to, `not sent: ${reason}`);
    },
  };
};
