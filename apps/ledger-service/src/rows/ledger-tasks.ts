import type { LedgerTask } from '@recoup/contracts/ledger.v1';
import { moneyText, storedMoney } from '@recoup/domain/money';
import type { Queries } from '@recoup/runtime/database/queries';
import { sql } from 'kysely';

type TaskRow = Omit<LedgerTask, 'amount'> & {
  readonly minor: string;
  readonly currency: string;
};

/** Tasks with the reason of their last state, in the shape in which everyone outside the ledger knows them. */
export const ledgerTasks = async (
  database: Queries,
  taskIds: readonly string[],
): Promise<readonly LedgerTask[]> => {
  const rows = await database.query<TaskRow>(sql`
    select task_id as "taskId", kind, billing_item_detail_id as "receivableId", item.entity,
           item.invoice_number as "invoiceNumber", amount_minor::text as minor, item.currency,
           task.import_id as "importId", due_on as "dueOn", last.reason
      from ledger_task task
      join billing_item_detail using (billing_item_detail_id)
      join billing_item item using (billing_item_id)
     cross join lateral (select reason from ledger_task_state state
                          where state.task_id = task.task_id order by since desc limit 1) last
     where task_id = any (${taskIds}::uuid[]) order by task_id`);
  return rows.map(({ minor, currency, ...task }) => ({
    ...task,
    amount: moneyText(storedMoney(minor, currency)),
  }));
};
