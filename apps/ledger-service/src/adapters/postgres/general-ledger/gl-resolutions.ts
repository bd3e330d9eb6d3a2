import { LedgerGlCancelledV1, LedgerGlPostedByHandV1 } from '@recoup/contracts/ledger.v1';
import type { Database } from '@recoup/runtime/database/database';
import type { Queries } from '@recoup/runtime/database/queries';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import { minorText } from '../../../domain/books/amount-texts.ts';
import {
  type GlAction,
  type GlDocumentState,
  type GlStep,
  stateAfter,
} from '../../../domain/general-ledger/gl-document.ts';
import type { GlStanding } from '../../../ports/general-ledger.ts';
import type { GlResolutions, StuckDocument } from '../../../ports/gl-resolutions.ts';
import type { LedgerLog } from '../log/ledger-log.ts';
import { bodyOf, stepOf } from './insert-documents.ts';
import { recordState } from './record-state.ts';
import { standsForAnother } from './stands-for-another.ts';

/** What two persons do with documents that nobody else can move on. */
export const postgresGlResolutions = (
  database: Database,
  outbox: Outbox,
  log: LedgerLog,
  now: () => Date,
): GlResolutions => ({
  find: (glDocumentId) => findStuck(database, glDocumentId),
  lock: async (glDocumentId) => {
    await database.query(sql`
      select from gl_document where gl_document_id in (${withThoseAfter(glDocumentId)}) order by gl_document_id for update`);
    return findStuck(database, glDocumentId);
  },
  standsForAnother: (glDocumentId, documentId) => standsForAnother(database, glDocumentId, documentId),
  resolve: async (glDocumentId, action, reason, standing) => {
    const to = stateAfter[action];
    const moving = await documentsToMove(database, glDocumentId, to);
    const at = now().toISOString();
    for (const { from, ...document } of moving) {
      await moveOn(database, document.glDocumentId, at, action, standing);
      await recordState(database, document.glDocumentId, at, from, to, reason);
      const said = { ...aboutOf(document), reason };
      if (to === 'CANCELLED') {
        await outbox.append([newEvent(LedgerGlCancelledV1, said.packetId, said)]);
        await log.append('gl.cancelled', said);
      } else if (to === 'POSTED_BY_HAND') {
        const entered = { ...said, documentId: standing?.documentId ?? '' };
        await outbox.append([newEvent(LedgerGlPostedByHandV1, entered.packetId, entered)]);
        await log.append('gl.posted-by-hand', entered);
      } else await log.append('gl.released', said);
    }
  },
});

type StuckRow = Omit<StuckDocument, 'document'> & {
  readonly externalId: string;
  readonly step: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly body: Buffer | null;
  readonly format: string | null;
  readonly released: number;
};

const findStuck = async (database: Database, glDocumentId: string): Promise<StuckDocument | undefined> => {
  const [row] = await database.query<StuckRow>(sql`
    select gl_document_id as "glDocumentId", state, entity, external_id as "externalId", gl_document.step, currency,
           total_minor::text as "totalMinor", body, body_format as format,
           released, event.reverses_event_id is not null as "takesBack", gl_document.step = 'APPLICATION' as "onlyApplies",
           (select follower.state from gl_document follower join posting_event taking using (posting_event_id)
             where follower.after_document_id = gl_document.gl_document_id
               and taking.reverses_event_id = event.posting_event_id) as "recovery"
      from gl_document join posting_event event using (posting_event_id) where gl_document_id = ${glDocumentId}`);
  if (!row) return undefined;
  const { externalId, step, currency, totalMinor, body, format, released, ...stuck } = row;
  const made = bodyOf(body, format);
  return {
    ...stuck,
    document: made && {
      ...made,
      externalId,
      currency,
      released,
      step: stepOf(step),
      totalMinor: BigInt(totalMinor),
    },
  };
};

const moveOn = async (
  database: Queries,
  glDocumentId: string,
  at: string,
  action: GlAction,
  standing: GlStanding | null,
): Promise<void> => {
  const { documentId = null, tranId = null, postingPeriod = null } = standing ?? {};
  await database.query(sql`
    update gl_document
       set state = ${stateAfter[action]}, remote_id = ${documentId}, tran_id = ${tranId}, posting_period = ${postingPeriod},
           tries = 0, next_try_at = ${at}, updated_at = ${at}, released = released + ${action === 'RELEASE' ? 1 : 0},
           errors = ${action === 'CANCEL' ? sql`errors` : sql`'[]'`}
     where gl_document_id = ${glDocumentId}`);
};

/** A document, and all that waits for it: the later steps of its own posting, and what takes any of them back. */
const withThoseAfter = (glDocumentId: string) => sql`
  with recursive chain (id) as (
    select ${glDocumentId}::uuid
     union select gl_document_id from gl_document join chain on after_document_id = chain.id)
  select id from chain`;

type MovingRow = {
  readonly glDocumentId: string;
  readonly from: GlDocumentState;
  readonly packetId: string;
  readonly kind: string;
  readonly step: GlStep;
  readonly externalId: string;
  readonly entity: string;
  readonly currency: string;
  readonly totalMinor: string;
  readonly furtherCount: number;
};

const documentsToMove = (
  database: Database,
  glDocumentId: string,
  to: GlDocumentState,
): Promise<readonly MovingRow[]> =>
  database.query<MovingRow>(sql`
    select gl_document_id as "glDocumentId", state as from, event.source_id as "packetId", event.transaction_type as kind,
           gl_document.step, external_id as "externalId", entity, currency, total_minor::text as "totalMinor",
           further_count as "furtherCount"
      from gl_document join posting_event event using (posting_event_id)
     where gl_document_id = ${glDocumentId} or (${to} = 'CANCELLED' and gl_document_id in (${withThoseAfter(glDocumentId)}))
     order by gl_document_id <> ${glDocumentId}, gl_document_id`);

const aboutOf = ({ totalMinor, currency, furtherCount, ...about }: Omit<MovingRow, 'from'>) => ({
  ...about,
  ...(furtherCount > 0 && { furtherCount }),
  currency,
  total: { amount: minorText(BigInt(totalMinor), currency), currency },
});
