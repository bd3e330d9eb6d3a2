import type { Database } from '@recoup/runtime/database/database';
import { sql } from 'kysely';
import type { GlDocumentState } from '../../../domain/general-ledger/gl-document.ts';
import type { DuePosting, Unanswered } from '../../../ports/gl-documents.ts';
import { bodyOf, stepOf } from './insert-documents.ts';
import { recordState } from './record-state.ts';

type DueRow = {
  readonly glDocumentId: string;
  readonly state: GlDocumentState;
  readonly tries: number;
  readonly attempts: number;
  readonly unansweredSince: Date | string | null;
  readonly threadId: string;
  readonly causedBy: string | null;
  readonly externalId: string;
  readonly step: string;
  readonly kind: string;
  readonly packetId: string;
  readonly entity: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly body: Buffer | null;
  readonly format: string | null;
  readonly released: number;
};

/**
 * Takes the next document that is due; `leaseMs` is longer than the calls for one may take. One that follows another waits until that
 * stands in the general ledger and has given it a body.
 */
export const takeDue = (
  database: Database,
  now: () => Date,
  leaseMs: number,
): Promise<DuePosting | undefined> =>
  database.transaction(async () => {
    const at = now().toISOString();
    const [row] = await database.query<DueRow>(sql`
      with due as (
        select gl_document_id, state as from_state from gl_document
         where state in ('PENDING', 'UNKNOWN', 'SENDING', 'AWAITING_APPROVAL', 'EXPORTED') and next_try_at <= ${at}::timestamptz
           and (after_document_id is null or state <> 'PENDING' or body is not null and exists (
             select from gl_document earlier where earlier.gl_document_id = gl_document.after_document_id
                and earlier.state in ('POSTED', 'POSTED_BY_HAND')))
         order by next_try_at limit 1 for update skip locked)
      update gl_document document
         set state = 'SENDING', tries = tries + 1, updated_at = ${at},
             next_try_at = ${at}::timestamptz + make_interval(secs => ${leaseMs / 1000})
        from due, posting_event event
       where document.gl_document_id = due.gl_document_id and event.posting_event_id = document.posting_event_id
      returning document.gl_document_id as "glDocumentId", due.from_state as state, document.tries,
                document.attempts, document.unanswered_since as "unansweredSince",
                document.external_id as "externalId", document.step, event.transaction_type as kind,
                document.correlation_id as "threadId", document.causation_id as "causedBy",
                event.source_id as "packetId", document.entity, document.currency,
                document.total_minor::text as "totalMinor", document.body, document.body_format as format, document.released`);
    if (!row) return undefined;
    if (row.state === 'SENDING')
      await recordState(database, row.glDocumentId, at, 'SENDING', 'SENDING', 'its sender died');
    const { glDocumentId, state, tries, attempts, threadId, causedBy, unansweredSince, ...rest } = row;
    const { body, format, released, totalMinor, ...about } = rest;
    const made = bodyOf(body, format);
    const { externalId, currency } = about;
    const step = stepOf(about.step);
    const total = { totalMinor: BigInt(totalMinor) };
    return {
      ...{ glDocumentId, state, tries, attempts, threadId, causedBy, sent: false },
      unanswered: unansweredSince === null ? null : since(new Date(unansweredSince), now()),
      about: { ...about, ...total, step },
      document: made && { externalId, currency, ...total, step, released, ...made },
    };
  });

const since = (sent: Date, at: Date): Unanswered => ({ since: sent, forMs: at.getTime() - sent.getTime() });
