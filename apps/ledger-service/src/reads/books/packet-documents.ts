import type { PageAsked } from '@recoup/runtime/http/lists/list';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import { coveredPackets } from '../scope.ts';

/** A table of documents in the books, each of which belongs to one packet. */
type DocumentTable = {
  readonly id: RawBuilder<unknown>;
  /** Qualified, since the scope is asked in a query of its own below it. */
  readonly packetId: RawBuilder<unknown>;
};

/** One document, if the person may see its packet. */
export const oneDocument = ({ id, packetId }: DocumentTable, actor: Actor, wanted: string) =>
  sql`where ${id} = ${wanted} and ${coveredPackets(actor, packetId)}`;

/** A page of the documents that the person may see; `narrowed` is what the entities of their roles leave, where an index finds that. */
export const askedDocuments = (
  { packetId }: DocumentTable,
  actor: Actor,
  { where, order }: PageAsked,
  narrowed: RawBuilder<unknown>,
) => sql`where ${where} and ${narrowed} and ${coveredPackets(actor, packetId)} ${order}`;
