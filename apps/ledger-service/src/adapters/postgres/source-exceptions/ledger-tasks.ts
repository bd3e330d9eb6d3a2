import { LedgerTaskClosedV1 } from '@recoup/contracts/ledger.v1';
import { accepted, refused } from '@recoup/domain/result';
import { coveredBy } from '@recoup/runtime/http/covered-rows';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { sql } from 'kysely';
import type { ClosingTask, LedgerTasks } from '../../../ports/imports/ledger-tasks.ts';
import { ledgerTasks } from '../../../rows/ledger-tasks.ts';
import type { ImportParts } from '../imports/import-parts.ts';
import { watchEchoes } from './overdue-echoes.ts';

/** Work that the ledger gives to people. */
export const postgresLedgerTasks = (parts: ImportParts): LedgerTasks => ({
  close: (closing) => parts.database.transaction(() => close(parts, closing)),
  watchEchoes: () => watchEchoes(parts),
});

const close = async (
  { database, outbox, log, now }: ImportParts,
  { taskId, reason, personId, scope }: ClosingTask,
): ReturnType<LedgerTasks['close']> => {
  const [found] = await database.query(sql`
        select from ledger_task
          join billing_item_detail using (billing_item_detail_id) join billing_item item using (billing_item_id)
         where task_id = ${taskId} and ${coveredBy(scope, 'item')}`);
  if (!found) return refused({ reason: 'not-found' });
  const closed = await database.query(sql`
        insert into ledger_task_state (task_id, state, since, actor, reason)
        values (${taskId}, 'CLOSED', ${now().toISOString()}, ${personId}, ${reason})
        on conflict do nothing returning 1`);
  if (closed.length === 0) return refused({ reason: 'closed' });
  const [task] = await ledgerTasks(database, [taskId]);
  if (!task) throw new Error(`task ${taskId} is gone`);
  await outbox.append([newEvent(LedgerTaskClosedV1, taskId, { ...task, closedBy: personId })]);
  await log.append('task.closed', {
    ...{ taskId, kind: task.kind, receivableId: task.receivableId },
    reason,
  });
  return accepted(undefined);
};
