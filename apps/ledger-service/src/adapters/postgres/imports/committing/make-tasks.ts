import { LedgerTaskOpenedV1 } from '@recoup/contracts/ledger.v1';
import { addDays } from '@recoup/domain/calendar-date';
import type { Database } from '@recoup/runtime/database/database';
import { newEvent, type Outbox } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { daysToLook } from '../../../../domain/import/days-to-look.ts';
import type { ClaimedImport } from '../../../../ports/imports/imports.ts';
import { ledgerTasks } from '../../../../rows/ledger-tasks.ts';
import { tasksFound } from './state-balances.ts';

const perBatch = 2_000;

const says = sql`
  case found.kind when 'LATE_CASH' then 'the source says that less is open of what is written off'
                  when 'NEW_CHARGE' then 'the source says that more is open of what is written off'
                  else 'the source says that more went than is open' end`;

/** Hands to a person what the source says and the books do not follow. */
export const makeTasks = async (
  database: Database,
  outbox: Outbox,
  tried: ClaimedImport,
  at: string,
): Promise<void> => {
  const { actor } = currentCause();
  const made = await database.query<{ taskId: string }>(sql`
    with made as (
      insert into ledger_task
        (task_id, kind, billing_item_detail_id, amount_minor, import_id, due_on, created_at, created_by)
      select gen_random_uuid(), kind, detail_id, amount_minor, ${tried.importId},
             ${addDays(tried.terms.asOf, daysToLook)}::date, ${at}, ${actor}
        from (${tasksFound(tried)}) found
      returning task_id, kind),
    opened as (
      insert into ledger_task_state (task_id, state, since, actor, reason)
      select task_id, 'OPEN', ${at}, ${actor}, ${says} from made found)
    select task_id as "taskId" from made order by task_id`);
  for (let start = 0; start < made.length; start += perBatch) {
    const tasks = await ledgerTasks(
      database,
      made.slice(start, start + perBatch).map(({ taskId }) => taskId),
    );
    await outbox.append(tasks.map((task) => newEvent(LedgerTaskOpenedV1, task.taskId, task)));
  }
};
