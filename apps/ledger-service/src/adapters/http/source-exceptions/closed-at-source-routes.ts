import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, notFound, problem } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { ClosedAtSource } from '../../../ports/imports/closed-at-source.ts';
import { registeredEntities } from '../../../reads/registered-codes.ts';
import {
  candidate,
  candidateList,
  candidates,
  findCandidate,
} from '../../../reads/source-exceptions/closed-at-source.ts';
import { byId } from '../books/book-query.ts';
import { importScope, type Todays } from '../imports/import-scope.ts';
import { reason } from '../registry/proposed.ts';

const readers = { anyOf: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'AUDITOR'] };
const ended = { status: 409, code: 'CANDIDATE_ENDED' };

const decision = withExample(
  z.strictObject({
    decision: z
      .enum(['OPEN', 'CLOSED'])
      .describe('OPEN: it is open all the same; CLOSED: it was settled at its source, and is closed here'),
    reason,
  }),
  { decision: 'CLOSED', reason: 'Paid on 30 March, says the bank statement' },
);

/** Receivables that a full snapshot no longer names, and what people say about them. */
export const closedAtSourceRoutes = (
  database: Queries,
  closedAtSource: ClosedAtSource,
  cursors: CursorCodec,
  { todayIn }: Todays,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/closed-at-source',
    summary: 'Receivables that a full snapshot no longer named, newest first',
    access: readers,
    query: candidateList.query,
    answer: pageOf(candidate),
    handle: async ({ query, actor }) => ({
      body: await candidates(
        database,
        actor,
        candidateList.ask(query, cursors, await registeredEntities(database)),
      ),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/v1/closed-at-source/{id}/decision',
    summary:
      'Say whether a receivable that is missing from its source is open or closed; nothing is written off until then',
    access: { anyOf: ['CLIENT_ACCOUNTING'] },
    refuses: [ended],
    params: byId,
    body: decision,
    answer: candidate,
    handle: async ({ params: { id }, body, actor }) => {
      const { personId } = actor;
      const result = await closedAtSource.decide({
        ...{ candidateId: id, ...body, personId, todayIn },
        scope: importScope(actor),
      });
      const found = await findCandidate(database, actor, id);
      if (!found || (!result.ok && result.refusal.reason === 'not-found')) return notFound('This candidate');
      if (!result.ok)
        return problem(
          ended.status,
          ended.code,
          found.decision === null
            ? 'A later file names this receivable again, so there is nothing to decide.'
            : `${found.decidedBy?.name ?? 'Somebody'} has already said that it is ${found.decision.toLowerCase()}.`,
        );
      return { body: found };
    },
  }),
];
