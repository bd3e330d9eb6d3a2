import type { Queries } from '@recoup/runtime/database/queries';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { endpoint, notFound, problem } from '@recoup/runtime/http/endpoint';
import * as z from 'zod';
import type { ImportUndo, UndoRefusal } from '../../../ports/imports/import-undo.ts';
import { findImport, importResource } from '../../../reads/imports.ts';
import { byId } from '../books/book-query.ts';
import { reason } from '../registry/proposed.ts';
import { importScope, type Todays } from './import-scope.ts';

const notCommitted = { status: 409, code: 'IMPORT_NOT_COMMITTED' };
const followed = { status: 409, code: 'IMPORT_FOLLOWED' };
const outOfScope = { status: 403, code: 'OUT_OF_SCOPE' };

export const undoImportRoute = (database: Queries, undo: ImportUndo, { todayIn }: Todays) =>
  endpoint({
    method: 'post',
    path: '/v1/imports/{id}/undo',
    summary: 'Take back what an import opened and moved, as long as nothing came of it since',
    access: { anyOf: ['CLIENT_ACCOUNTING'] },
    refuses: [notCommitted, followed, outOfScope],
    params: byId,
    body: withExample(z.strictObject({ reason }), { reason: 'The file was of another company' }),
    answer: importResource,
    keepsOwnKeys: true,
    handle: async ({ params: { id }, body, actor }) => {
      const found = await findImport(database, actor, id);
      if (!found) return notFound('This import');
      const { personId } = actor;
      // Asked again by who undid it, as after an answer that was lost, it is answered again.
      if (found.undone?.by === personId) return { body: found };
      const scope = importScope(actor);
      const result = await undo.undo({ importId: id, reason: body.reason, personId, scope, todayIn });
      if (!result.ok) return problemOf(result.refusal);
      const undone = await findImport(database, actor, id);
      return undone ? { body: undone } : notFound('This import');
    },
  });

const problemOf = ({ reason: why, followed: by }: UndoRefusal) => {
  switch (why) {
    case 'not-found':
      return notFound('This import');
    case 'not-committed':
      return problem(
        notCommitted.status,
        notCommitted.code,
        'This import has changed nothing, or is undone already.',
      );
    case 'out-of-scope':
      return problem(
        outOfScope.status,
        outOfScope.code,
        'The file speaks of entities, departments or clients for which you do not work.',
      );
    case 'followed':
      return problem(followed.status, followed.code, followedBy(by));
  }
};

const followedBy = (by: UndoRefusal['followed']): string => {
  const more = by && by.receivables > 1 ? ` and ${by.receivables - 1} more` : '';
  return `${by?.invoiceNumber}${more}: a later file, a packet, a decision or a task followed this import.`;
};
