import type { Queries } from '@recoup/runtime/database/queries';
import { newId } from '@recoup/runtime/process/ids';
import { sql } from 'kysely';
import type { Documented } from '../../../domain/general-ledger/memo.ts';
import type { GlDocument } from '../../../ports/general-ledger.ts';
import type { GlBodies } from '../../../ports/general-ledger-bodies.ts';
import { type DocumentsOf, hashOf, inOrder, insertDocuments, type NewDocument } from './insert-documents.ts';
import { recoveryFor } from './record-documents.ts';

type Making = Pick<DocumentsOf, 'at'> & Pick<NewDocument, 'mappingVersion'>;

type OwnRow = Omit<DocumentsOf, 'at'> & {
  readonly part: number;
  readonly after: string | null;
};

/**
 * Keeps the bodies that were made late: the first is that of the document itself, the others become documents of their own. The recovery
 * that waits for it is made from them at once, each document from the one that it takes back; an application takes nothing.
 */
export const keepBodies = async (
  database: Queries,
  { recoveryOf }: Pick<GlBodies, 'recoveryOf'>,
  making: Making,
  glDocumentId: string,
  documents: readonly GlDocument[],
): Promise<void> => {
  const [first, ...others] = documents;
  if (!first) throw new Error(`document ${glDocumentId} has no body to keep`);
  const own = await keepBody(database, making, glDocumentId, first, others.length);
  if (!own) return;
  const { at, mappingVersion } = making;
  const { part, after, ...of } = own;
  const inTurn = others.some(({ step }) => step === 'APPLICATION');
  const further = inOrder(others, mappingVersion, { part: part + 1, after: inTurn ? glDocumentId : after });
  await insertDocuments(database, { ...of, at }, further);
  const waiting = await waitingFor(database, glDocumentId);
  if (!waiting) return;
  const mirrorOf = (document: GlDocument) =>
    recoveryOf(document, recoveryFor(document.externalId, waiting.accountingDate, waiting));
  const mirrors = others.flatMap((document, index): readonly NewDocument[] => {
    if (document.step === 'APPLICATION') return [];
    const mirror = mirrorOf(document);
    const taken = further[index]?.id ?? null;
    const turn = { part: waiting.part + index + 1, after: taken };
    return [{ ...mirror, id: newId(), made: mirror, mappingVersion, ...turn }];
  });
  await keepBody(database, making, waiting.id, mirrorOf(first), mirrors.length);
  await insertDocuments(database, { ...waiting, at }, mirrors);
};

const keepBody = async (
  database: Queries,
  { mappingVersion }: Making,
  glDocumentId: string,
  { step, body, format, asJournal, totalMinor }: GlDocument,
  furtherCount: number,
): Promise<OwnRow | undefined> => {
  const [row] = await database.query<OwnRow>(sql`
    update gl_document set step = ${step}, body = ${Buffer.from(body)}, body_hash = ${hashOf(body)}, body_format = ${format},
           as_journal = ${asJournal ? Buffer.from(asJournal) : null}, total_minor = ${String(totalMinor)}, mapping_version = ${mappingVersion},
           further_count = ${furtherCount}
     where gl_document_id = ${glDocumentId} and body is null and state in ('PENDING', 'SENDING')
    returning posting_event_id as "postingEventId", journal_id as "journalId", entity, currency, part,
              after_document_id as after, correlation_id as "correlationId", causation_id as "causationId"`);
  return row;
};

type WaitingRow = OwnRow & Documented & { readonly id: string; readonly accountingDate: string };

/** The document of a recovery that waits for the body of the one that it takes back. */
const waitingFor = async (database: Queries, glDocumentId: string): Promise<WaitingRow | undefined> => {
  const [row] = await database.query<WaitingRow>(sql`
    select follower.gl_document_id as id, follower.posting_event_id as "postingEventId", follower.journal_id as "journalId",
           follower.entity, follower.currency, follower.part, follower.correlation_id as "correlationId",
           follower.causation_id as "causationId", event.transaction_type as kind, receipt.packet_name as "packetName",
           own.accounting_date as "accountingDate"
      from gl_document follower
      join posting_event event using (posting_event_id)
      join posting_entity own using (posting_event_id, entity)
      join write_off_receipt receipt on receipt.packet_id = event.source_id
     where follower.after_document_id = ${glDocumentId} and follower.body is null`);
  return row;
};
