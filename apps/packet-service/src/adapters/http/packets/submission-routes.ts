import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { type Endpoint, endpoint, notFound } from '@recoup/runtime/http/endpoint';
import { wholeNumber } from '@recoup/runtime/http/input/whole-number';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import { packetSubmissions, submissionList, submissionResource } from '../../../reads/packet-submissions.ts';
import { findPacket } from '../../../reads/packet-view.ts';
import {
  submittedDocumentList,
  submittedDocumentResource,
  submittedDocuments,
  submittedLineList,
  submittedLineResource,
  submittedLines,
} from '../../../reads/submitted-content.ts';
import { packetParams } from './packet-input.ts';

const oneSubmission = z.strictObject({ id: z.uuid(), attempt: wholeNumber(1, 100_000) });

/** What was submitted, each time: it stays readable whatever becomes of the packet. */
export const submissionRoutes = (database: Queries, cursors: CursorCodec): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/submissions',
    summary: 'Submissions of a packet as they were made, with what was decided on each',
    access: 'signed-in',
    params: packetParams,
    query: submissionList.query,
    answer: pageOf(submissionResource),
    handle: async ({ params, query, actor }) =>
      (await findPacket(database, actor, params.id))
        ? { body: await packetSubmissions(database, params.id, submissionList.ask(query, cursors)) }
        : notFound('This packet'),
  }),
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/submissions/{attempt}/receivables',
    summary: 'The receivables of one submission, as approvers were shown them',
    access: 'signed-in',
    params: oneSubmission,
    query: submittedLineList.query,
    answer: pageOf(submittedLineResource),
    handle: async ({ params: { id, attempt }, query, actor }) =>
      (await findPacket(database, actor, id))
        ? { body: await submittedLines(database, id, attempt, submittedLineList.ask(query, cursors)) }
        : notFound('This packet'),
  }),
  endpoint({
    method: 'get',
    path: '/v1/packets/{id}/submissions/{attempt}/documents',
    summary: 'The documents that one submission rested on',
    access: 'signed-in',
    params: oneSubmission,
    query: submittedDocumentList.query,
    answer: pageOf(submittedDocumentResource),
    handle: async ({ params: { id, attempt }, query, actor }) =>
      (await findPacket(database, actor, id))
        ? { body: await submittedDocuments(database, id, attempt, submittedDocumentList.ask(query, cursors)) }
        : notFound('This packet'),
  }),
];
