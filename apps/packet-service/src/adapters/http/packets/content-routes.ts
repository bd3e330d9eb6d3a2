import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, found, notFound } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import { criteria } from '../../../domain/eligibility/eligibility.ts';
import type { ReceivableId } from '../../../domain/receivable/receivable.ts';
import type { Outcome } from '../../../ports/packet/packet-store.ts';
import { lineResource, packetLineList, packetLines } from '../../../reads/packet-lines.ts';
import { findPacket, packetResource } from '../../../reads/packet-view.ts';
import { whoEdits } from './packet-access.ts';
import { aReceivableId, onPacket, onPacketAsItIs, packetParams, receivableIds } from './packet-input.ts';
import { joining, problemOf, refusing } from './packet-problem.ts';

export type ContentRoutes = {
  readonly database: Queries;
  readonly cursors: CursorCodec;
  readonly today: () => string;
  readonly commands: Commands;
};

const lineEdit = {
  criterion: z.enum(criteria).nullable().optional(),
  usePacketDocument: z.boolean().optional(),
};
const lineExample = { criterion: 'AGED', usePacketDocument: true } as const;
const linesExample = { receivableIds: [aReceivableId] };
const linesToAdd = withExample(z.strictObject({ receivableIds, ...lineEdit }), {
  ...linesExample,
  criterion: 'AGED',
});
const linesToRemove = withExample(z.strictObject({ receivableIds }), linesExample);
const linesToEdit = withExample(z.strictObject({ receivableIds, ...lineEdit }), {
  ...linesExample,
  ...lineExample,
});
const editOf = ({
  criterion,
  usePacketDocument,
}: { [K in keyof typeof lineEdit]?: z.infer<(typeof lineEdit)[K]> }) => ({
  ...(criterion === undefined ? {} : { criterion }),
  ...(usePacketDocument === undefined ? {} : { usePacketDocument }),
});

/** Alike in every change of receivables that are in a packet already. */
const onLines = {
  access: whoEdits,
  refuses: refusing('wrong-state', 'not-in-packet'),
  ifMatch: true,
  answer: packetResource,
} as const;

export const contentRoutes = ({ database, cursors, today, commands }: ContentRoutes): readonly Endpoint[] => {
  const changed = async (outcome: Outcome, { actor }: { actor: Parameters<typeof findPacket>[1] }) => {
    if (!outcome.ok) return problemOf(outcome.refusal);
    const { id, version } = outcome.value.packet;
    return found('This packet', await findPacket(database, actor, id), { version });
  };

  return [
    endpoint({
      method: 'get',
      path: '/v1/packets/{id}/receivables',
      summary: 'The receivables of a packet',
      access: 'signed-in',
      params: packetParams,
      query: packetLineList.query,
      answer: pageOf(lineResource),
      handle: async ({ params, query, actor }) => {
        if (!(await findPacket(database, actor, params.id))) return notFound('This packet');
        const asked = packetLineList.ask(query, cursors, { today: today() });
        return { body: await packetLines(database, params.id, today(), asked) };
      },
    }),
    endpoint({
      method: 'post',
      path: '/v1/packets/{id}/receivables',
      summary: 'Add receivables to a draft, all or none',
      access: whoEdits,
      refuses: refusing('wrong-state', 'already-in-packet', ...joining),
      params: packetParams,
      body: linesToAdd,
      answer: packetResource,
      handle: async (incoming) =>
        changed(
          await commands.addReceivables({
            ...onPacketAsItIs(incoming),
            receivableIds: incoming.body.receivableIds,
            criterion: incoming.body.criterion ?? null,
            usePacketDocument: incoming.body.usePacketDocument ?? false,
          }),
          incoming,
        ),
    }),
    endpoint({
      method: 'delete',
      path: '/v1/packets/{id}/receivables',
      summary: 'Remove receivables from a draft',
      ...onLines,
      params: packetParams,
      body: linesToRemove,
      handle: async (incoming) =>
        changed(
          await commands.removeReceivables({
            ...onPacket(incoming),
            receivableIds: incoming.body.receivableIds,
          }),
          incoming,
        ),
    }),
    endpoint({
      method: 'put',
      path: '/v1/packets/{id}/receivables',
      summary: 'Set the criterion or the packet-document flag of several receivables (mass update)',
      ...onLines,
      params: packetParams,
      body: linesToEdit,
      handle: async (incoming) =>
        changed(
          await commands.setCriteria({
            ...onPacket(incoming),
            receivableIds: incoming.body.receivableIds,
            edit: editOf(incoming.body),
          }),
          incoming,
        ),
    }),
    endpoint({
      method: 'put',
      path: '/v1/packets/{id}/receivables/{rid}',
      summary: 'Set the criterion or the packet-document flag of one receivable',
      ...onLines,
      params: z.strictObject({ id: z.uuid(), rid: z.uuid() }),
      body: withExample(z.strictObject(lineEdit), lineExample),
      handle: async (incoming) =>
        changed(
          await commands.setCriteria({
            ...onPacket(incoming),
            receivableIds: [incoming.params.rid as ReceivableId],
            edit: editOf(incoming.body),
          }),
          incoming,
        ),
    }),
  ];
};
