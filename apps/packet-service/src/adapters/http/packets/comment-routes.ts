import type { Queries } from '@recoup/runtime/database/queries';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import type { ReceivableId } from '../../../domain/receivable/receivable.ts';
import { commentResource, packetComments } from '../../../reads/packet-comments.ts';
import { findPacket } from '../../../reads/packet-view.ts';
import { commentText } from '../text-limits.ts';
import { whoComments } from './packet-access.ts';
import { aReceivableId, onPacketAsItIs, packetParams } from './packet-input.ts';
import { problemOf, refusing } from './packet-problem.ts';

const newComment = withExample(
  z.strictObject({
    receivableId: z
      .uuid()
      .transform((id) => id as ReceivableId)
      .optional(),
    text: commentText,
  }),
  { receivableId: aReceivableId, text: 'Called twice, reminder unanswered' },
);

/** Comments on a packet and on its receivables; every earlier version stays readable. */
export const commentRoutes = (database: Queries, write: Commands['writeComment']): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/comments',
    summary: 'Comments of a packet and of its receivables with all versions, oldest first',
    access: 'signed-in',
    params: packetParams,
    answer: z.object({ items: z.array(commentResource) }),
    handle: async ({ params, actor }) =>
      (await findPacket(database, actor, params.id))
        ? { body: { items: await packetComments(database, params.id) } }
        : notFound('This packet'),
  }),
  endpoint({
    method: 'post',
    path: '/v1/packets/{id}/comments',
    summary: 'Comment on a receivable or on the packet; earlier versions are kept',
    access: whoComments,
    refuses: refusing('not-in-packet', 'may-not-comment'),
    params: packetParams,
    body: newComment,
    answer: commentResource,
    status: 201,
    handle: async (incoming) => {
      const { receivableId = null, text } = incoming.body;
      const outcome = await write({ ...onPacketAsItIs(incoming), receivableId, text });
      if (!outcome.ok) return problemOf(outcome.refusal, '/text');
      const { version, by, at, statusCd, packetVersion } = outcome.value;
      const body = {
        receivableId,
        version,
        text: outcome.value.text,
        by: { personId: by.id, name: by.name },
        at: at.toISOString(),
        ...{ packetStatusCd: statusCd, packetVersion },
      };
      return { body, status: 201 };
    },
  }),
];
