import type { Queries } from '@recoup/runtime/database/queries';
import type { CursorCodec } from '@recoup/runtime/http/cursor';
import { withExample } from '@recoup/runtime/http/documentation/example';
import { type Endpoint, endpoint, notFound, problem } from '@recoup/runtime/http/endpoint';
import { pageOf } from '@recoup/runtime/http/lists/list-query';
import * as z from 'zod';
import type { LedgerTasks } from '../../../ports/imports/ledger-tasks.ts';
import { registeredEntities } from '../../../reads/registered-codes.ts';
import { findTask, task, taskList, tasks } from '../../../reads/source-exceptions/tasks.ts';
import { byId } from '../books/book-query.ts';
import { importScope } from '../imports/import-scope.ts';
import { reason } from '../registry/proposed.ts';

const closed = { status: 409, code: 'TASK_CLOSED' };

/** What the ledger leaves to people, because its source says what the books do not follow. */
export const taskRoutes = (
  database: Queries,
  ledgerTasks: LedgerTasks,
  cursors: CursorCodec,
): readonly Endpoint[] => [
  endpoint({
    method: 'get',
    path: '/v1/tasks',
    summary: 'Tasks, those due first at the top',
    access: { anyOf: ['CLIENT_ACCOUNTING', 'GL_ACCOUNTANT', 'AUDITOR'] },
    query: taskList.query,
    answer: pageOf(task),
    handle: async ({ query, actor }) => ({
      body: await tasks(database, actor, taskList.ask(query, cursors, await registeredEntities(database))),
    }),
  }),
  endpoint({
    method: 'post',
    path: '/v1/tasks/{id}/closing',
    summary: 'Say what came of a task',
    access: { anyOf: ['CLIENT_ACCOUNTING'] },
    refuses: [closed],
    params: byId,
    body: withExample(z.strictObject({ reason }), {
      reason: 'The packet is recovered, and the cash is applied',
    }),
    answer: task,
    handle: async ({ params: { id }, body, actor }) => {
      const { personId } = actor;
      const result = await ledgerTasks.close({
        ...{ taskId: id, reason: body.reason, personId },
        scope: importScope(actor),
      });
      const found = await findTask(database, actor, id);
      if (!found || (!result.ok && result.refusal.reason === 'not-found')) return notFound('This task');
      if (!result.ok)
        return problem(
          closed.status,
          closed.code,
          `${found.closed?.by.name ?? 'Somebody'} has already closed this task.`,
        );
      return { body: found };
    },
  }),
];
