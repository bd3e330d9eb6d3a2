import type { Queries } from '@recoup/runtime/database/queries';
import { exact, matching, oneOf, range, text } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, byNullable } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';
import * as z from 'zod';
import { codesOf, packetStatusCodes, workflowStates } from '../domain/packet/packet-status.ts';
import { pageOfPackets } from './packet-view.ts';
import { allOf, awaitingPerson } from './scope-filter.ts';

const id = 'p.write_off_packet_id';
const sorts = { packetId: by(id), updatedAt: by('p.updated_dt'), submittedAt: byNullable('p.submitted_dt') };

/** Packets `p` in any of these states, each of which has several codes. */
export const inState = matching(
  z.enum(workflowStates),
  'any of them',
  (states) => sql`p.packet_status_cd = any (${states.flatMap(codesOf)})`,
);

export const packetList = listOf<Actor>({
  name: 'packets',
  id,
  filters: {
    name: text('p.packet_name'),
    status: oneOf(packetStatusCodes, 'p.packet_status_cd'),
    state: inState,
    clientId: exact(z.uuid(), 'p.client_id'),
    createdBy: matching(
      z.enum(['me']),
      'those of the person who asks',
      (_me, { personId }: Actor) => sql`p.created_by_user_id = ${personId}`,
    ),
    createdAt: range('instant', 'p.created_dt'),
  },
  sorts,
  defaultSort: '-packetId',
});

/** A page of the packets that the person may see. */
export const packets = (database: Queries, actor: Actor, asked: PageAsked) =>
  pageOfPackets(database, actor, sql`true`, asked);

export const approvalList = listOf({
  name: 'approvals',
  id,
  filters: { clientId: exact(z.uuid(), 'p.client_id') },
  sorts,
  defaultSort: 'updatedAt',
});

/** A page of the packets that wait for a signature this person may give. */
export const packetsAwaiting = (database: Queries, actor: Actor, asked: PageAsked) => {
  const waiting = allOf([sql`p.current_approver_role is not null`, awaitingPerson(actor)]);
  return pageOfPackets(database, actor, waiting, asked);
};
