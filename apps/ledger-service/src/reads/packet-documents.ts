import type { Actor } from '@recoup/runtime/http/people-directory';
import { type RawBuilder, sql } from 'kysely';
import { coveredPackets } from './scope.ts';

/** A table of documents in the books, each of which belongs to one packet. */
type DocumentTable = {
  readonly id: RawBuilder<unknown>;
  /** Qualified, since the scope is asked in a query of its own below it. */
  readonly packetId: RawBuilder<unknown>;
};

/** One document, if the person may see its packet. */
export const oneDocument = ({ id, packetId }: DocumentTable, actor: Actor, wanted: string) =>
  sql`where ${id} = ${wanted} and ${coveredPackets(actor, packetId)}`;

/** The documents that the person may see, newest first, after one of them. */
export const newestDocuments = (
  { id, packetId }: DocumentTable,
  actor: Actor,
  wanted: {
    readonly packetId?: string | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
) => sql`
  where (${wanted.packetId ?? null}::uuid is null or packet_id = ${wanted.packetId ?? null}::uuid)
    and (${wanted.after ?? null}::uuid is null or ${id} < ${wanted.after ?? null}::uuid)
    and ${coveredPackets(actor, packetId)}
  order by ${id} desc limit ${wanted.limit}`;
