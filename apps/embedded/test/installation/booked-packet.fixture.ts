import type { Installation } from './installation.fixture.ts';

/** What the books hold of one packet: numbers of rows, the entities of its journals, and where its documents stand. */
export type Booked = {
  readonly receipts: number;
  readonly postings: number;
  readonly movements: number;
  readonly journals: readonly string[];
  readonly documents: readonly { readonly key: string; readonly state: string }[];
};

/** Everything that was posted for a packet in the ledger's books, by whatever event. */
export const bookedFor = async (installation: Installation, packetId: string): Promise<Booked> => {
  const events = `(select posting_event_id from ledger.posting_event where source_id = '${packetId}')`;
  const [counted] = await installation.database<Omit<Booked, 'documents'>>(`
    select (select count(*)::int from ledger.cash_receipt_worksheet where posting_event_id in ${events}) as receipts,
           (select count(*)::int from ${events} event) as postings,
           (select count(*)::int from ledger.receivable_movement where posting_event_id in ${events}) as movements,
           array(select entity from ledger.journal where posting_event_id in ${events} and book = 'GL' order by 1) as journals`);
  if (!counted) throw new Error('counting answers no row');
  const documents = await installation.database<Booked['documents'][number]>(`
    select external_id as key, state from ledger.gl_document where posting_event_id in ${events} order by 1`);
  return { ...counted, documents };
};

/** How the documents of a packet came to where they stand, with what the ledger noted about each move. */
export const historyOfDocuments = (
  installation: Installation,
  packetId: string,
): Promise<readonly { readonly key: string; readonly move: string; readonly reason: string }[]> =>
  installation.database(`
    select external_id as key, from_state || ' ' || to_state as move, reason
      from ledger.gl_document_state join ledger.gl_document using (gl_document_id)
      join ledger.posting_event using (posting_event_id)
     where source_id = '${packetId}' order by at`);
