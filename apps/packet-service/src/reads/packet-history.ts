import type { Queries } from '@recoup/runtime/database/queries';
import { oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type Page, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import { instant, instantText } from '@recoup/runtime/http/times';
import { sql } from 'kysely';
import * as z from 'zod';
import type { HistoryEntry } from '../domain/history/packet-history.ts';
import { packetActions } from '../domain/packet/packet-event.ts';
import { packetStatusCodes } from '../domain/packet/packet-status.ts';
import { personRef, personResource } from './wire.ts';

export const historyResource = z.object({
  version: z.int(),
  from: z.enum(packetStatusCodes).nullable(),
  to: z.enum(packetStatusCodes).nullable(),
  action: z.enum(packetActions),
  by: personResource.nullable().describe('null when the system acted'),
  role: z.string().nullable(),
  comment: z.string().nullable(),
  at: instant,
  detail: z.unknown(),
});
export type HistoryResource = z.infer<typeof historyResource>;

export const historyEntry = (entry: HistoryEntry): HistoryResource => ({
  version: entry.version,
  from: entry.from,
  to: entry.to,
  action: entry.action,
  by: entry.by && { personId: entry.by.id, name: entry.by.name },
  role: entry.role,
  comment: entry.comment,
  at: entry.at.toISOString(),
  detail: entry.detail,
});

type HistoryRow = {
  readonly packet_version: number;
  readonly from_status_cd: HistoryResource['from'];
  readonly to_status_cd: HistoryResource['to'];
  readonly action_cd: HistoryResource['action'];
  readonly approver_role: string | null;
  readonly comment_text: string | null;
  readonly acted_by_user_id: string | null;
  readonly acted_by_name: string | null;
  readonly acted_dt: string;
  readonly detail: unknown;
};

export const packetHistoryList = listOf({
  name: 'packet-history',
  id: 'packet_version',
  filters: { action: oneOf(packetActions, 'action_cd'), at: range('instant', 'acted_dt') },
  sorts: { version: by('packet_version') },
  defaultSort: 'version',
});

/** A page of what happened to a packet. */
export const packetHistory = async (
  database: Queries,
  packetId: string,
  { key, where, order, page }: PageAsked,
): Promise<Page<HistoryResource>> => {
  const rows = await database.query<HistoryRow & { readonly listKey: ListKey }>(sql`
    select *, ${key} from packet_status_history
     where write_off_packet_id = ${packetId} and ${where} ${order}`);
  return page(rows, (row) => ({
    version: row.packet_version,
    from: row.from_status_cd,
    to: row.to_status_cd,
    action: row.action_cd,
    by: personRef(row.acted_by_user_id, row.acted_by_name),
    role: row.approver_role,
    comment: row.comment_text,
    at: instantText(row.acted_dt),
    detail: row.detail,
  }));
};
