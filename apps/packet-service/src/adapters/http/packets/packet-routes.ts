import { toCurrency } from '@recoup/domain/currency';
import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, found, notFound } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import { criteria } from '../../../domain/eligibility/eligibility.ts';
import type { PersonId } from '../../../domain/people/person.ts';
import { historyResource, packetHistory, packetHistoryList } from '../../../reads/packet-history.ts';
import { findPacket, packetResource } from '../../../reads/packet-view.ts';
import { refusedAttemptResource, refusedAttempts } from '../../../reads/refused-attempts.ts';
import { packetName } from '../text-limits.ts';
import { whoEdits } from './packet-access.ts';
import { aReceivableId, onPacket, packetParams, receivableIds } from './packet-input.ts';
import { joining, problemOf, refusing } from './packet-problem.ts';

export type PacketRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly commands: Commands;
};

const newPacket = withExample(
  z.strictObject({
    name: packetName,
    clientId: z.uuid().optional(),
    currency: z
      .string()
      .refine((code) => toCurrency(code) !== undefined, 'must be an ISO 4217 currency code such as USD')
      .optional(),
    defaultCriterion: z.enum(criteria).optional(),
    receivableIds: receivableIds.optional(),
  }),
  { name: 'XYZ-2025-Q1', defaultCriterion: 'AGED', receivableIds: [aReceivableId] },
);

const packetHeader = withExample(
  z
    .strictObject({
      name: packetName.optional(),
      defaultCriterion: z.enum(criteria).nullable().optional(),
    })
    .refine((body) => Object.keys(body).length > 0, 'must name at least one field to change'),
  { name: 'XYZ-2025-Q1 reviewed', defaultCriterion: 'UNCOLLECTIBLE' },
);

/** Packets themselves: one, its history, and what Client Accounting does to its header. */
export const packetRoutes = ({ database, cursors, commands }: PacketRoutes): readonly Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/v1/packets',
    summary: 'Create a packet from selected receivables, or an empty one for a client',
    access: whoEdits,
    refuses: refusing('name-taken', 'name-blank', 'client-unknown', ...joining),
    body: newPacket,
    answer: packetResource,
    status: 201,
    handle: async ({ body, actor }) => {
      const outcome = await commands.createPacket({
        personId: actor.personId as PersonId,
        name: body.name,
        clientId: body.clientId ?? null,
        currency: toCurrency(body.currency ?? '') ?? null,
        receivableIds: body.receivableIds ?? [],
        defaultCriterion: body.defaultCriterion ?? null,
      });
      if (!outcome.ok) return problemOf(outcome.refusal);
      const { id, version } = outcome.value.packet;
      return found('This packet', await findPacket(database, actor, id), { version, status: 201 });
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}',
    summary: 'Show a packet with its approvals, last rejection and receipt',
    access: 'signed-in',
    params: packetParams,
    answer: packetResource,
    handle: async ({ params, actor }) => {
      const packet = await findPacket(database, actor, params.id);
      return found('This packet', packet, packet && { version: packet.version });
    },
  }),
  endpoint({
    method: 'patch',
    path: '/v1/packets/{id}',
    summary: 'Rename a draft, or set the default criterion of its receivables',
    access: whoEdits,
    refuses: refusing('name-taken', 'name-blank', 'wrong-state'),
    params: packetParams,
    ifMatch: true,
    body: packetHeader,
    answer: packetResource,
    handle: async (incoming) => {
      const outcome = await commands.editPacket({ ...onPacket(incoming), ...incoming.body });
      if (!outcome.ok) return problemOf(outcome.refusal);
      const { id, version } = outcome.value.packet;
      return found('This packet', await findPacket(database, incoming.actor, id), { version });
    },
  }),
  endpoint({
    method: 'delete',
    path: '/v1/packets/{id}',
    summary: 'Delete a draft that was never submitted',
    access: whoEdits,
    refuses: refusing('wrong-state', 'once-submitted'),
    params: packetParams,
    ifMatch: true,
    answer: 'nothing',
    status: 204,
    handle: async (incoming) => {
      const outcome = await commands.deletePacket(onPacket(incoming));
      return outcome.ok ? { status: 204 } : problemOf(outcome.refusal);
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/history',
    summary: 'History of a packet, oldest first',
    access: 'signed-in',
    params: packetParams,
    query: packetHistoryList.query,
    answer: pageOf(historyResource),
    handle: async ({ params, query, actor }) => {
      if (!(await findPacket(database, actor, params.id))) return notFound('This packet');
      const asked = packetHistoryList.ask(query, cursors);
      return { body: await packetHistory(database, params.id, asked) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/refused-attempts',
    summary: 'Attempts on a packet that were refused, newest first',
    access: { anyOf: ['AUDITOR', 'ADMIN', 'OPERATOR'] },
    params: packetParams,
    answer: z.object({ items: z.array(refusedAttemptResource) }),
    handle: async ({ params, actor }) =>
      (await findPacket(database, actor, params.id))
        ? { body: { items: await refusedAttempts(database, params.id) } }
        : notFound('This packet'),
  }),
];
