import type { Readable } from 'node:stream';
import type { Queries } from '@recoup/runtime/database/queries';
import { type Endpoint, endpoint, found, notFound } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { Commands } from '../../../application/commands.ts';
import { documentKinds } from '../../../domain/eligibility/eligibility.ts';
import type { ReceivableId } from '../../../domain/receivable/receivable.ts';
import { documentResource, findDocument, packetDocuments } from '../../../reads/packet-documents.ts';
import { findPacket } from '../../../reads/packet-view.ts';
import { attachmentHeader, plainFileName } from './file-name.ts';
import { whoEdits } from './packet-access.ts';
import { onPacketAsItIs, packetParams } from './packet-input.ts';
import { problemOf, refusing } from './packet-problem.ts';

export type DocumentRoutes = {
  readonly database: Queries;
  readonly commands: Commands;
  readonly read: (sha256: string) => Readable;
};

const largestDocument = 20 * 1024 * 1024;

/** Evidence: taken by its bytes, given out only as a download. */
export const documentRoutes = ({ database, commands, read }: DocumentRoutes): readonly Endpoint[] => [
  endpoint({
    method: 'post',
    path: '/v1/packets/{id}/documents',
    summary: 'Attach evidence to a receivable or to the whole packet; the body is the file',
    access: whoEdits,
    refuses: refusing('wrong-state', 'not-in-packet', 'file-refused', 'too-many-uploads'),
    params: packetParams,
    query: z.strictObject({
      kind: z.enum(documentKinds),
      fileName: z.string().min(1).max(500),
      receivableId: z.uuid().optional(),
    }),
    body: {
      upload: {
        maxBytes: largestDocument,
        contentTypes: [],
        example: 'The trustee confirms that nothing will be paid on INV-1182.',
      },
    },
    answer: documentResource,
    status: 201,
    handle: async (incoming) => {
      const { query, body } = incoming;
      const outcome = await commands.attachDocument({
        ...onPacketAsItIs(incoming),
        kind: query.kind,
        receivableId: (query.receivableId ?? null) as ReceivableId | null,
        fileName: plainFileName(query.fileName),
        received: body,
      });
      if (!outcome.ok) return problemOf(outcome.refusal);
      const [attached] = outcome.value.events.flatMap((event) =>
        event.type === 'document-attached' ? [event.content.id] : [],
      );
      const kept = attached && (await findDocument(database, attached));
      const { version } = outcome.value.packet;
      return found('This document', kept?.document, { version, status: 201 });
    },
  }),
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/documents',
    summary: 'The documents of a packet and of its receivables',
    access: 'signed-in',
    params: packetParams,
    answer: z.object({ items: z.array(documentResource) }),
    handle: async ({ params, actor }) =>
      (await findPacket(database, actor, params.id))
        ? { body: { items: await packetDocuments(database, params.id) } }
        : notFound('This packet'),
  }),
  endpoint({
    method: 'get',
    path: '/v1/documents/{id}',
    summary: 'Download a document',
    access: 'signed-in',
    params: packetParams,
    answer: 'bytes',
    handle: async ({ params, actor }) => {
      const kept = await findDocument(database, params.id);
      if (!kept || !(await findPacket(database, actor, kept.packetId))) return notFound('This document');
      const { document } = kept;
      return {
        stream: read(document.sha256),
        headers: {
          'content-type': document.mediaType,
          'content-length': String(document.sizeBytes),
          'content-disposition': attachmentHeader(document.fileName),
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
        },
      };
    },
  }),
];
