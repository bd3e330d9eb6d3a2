import { money } from '@recoup/contracts/values';
import type { Queries } from '@recoup/runtime/database/queries';
import { exact, matching, oneOf, range } from '@recoup/runtime/http/lists/filters';
import { listOf, type PageAsked } from '@recoup/runtime/http/lists/list';
import { by, type ListKey } from '@recoup/runtime/http/lists/sort';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { instant, instantText } from '@recoup/runtime/http/times';
import { type RawBuilder, sql } from 'kysely';
import * as z from 'zod';
import { moneyOf } from '../money.ts';
import { invoiceNumber, knownEntity, type RegisteredCodes } from '../registered-codes.ts';
import { coveredItems } from '../scope.ts';

const kinds = ['LATE_CASH', 'NEW_CHARGE', 'BELOW_ZERO', 'ECHO_OVERDUE'] as const;
const states = ['OPEN', 'CLOSED'] as const;

export const task = z.object({
  taskId: z.uuid(),
  kind: z
    .enum(kinds)
    .describe(
      'LATE_CASH and NEW_CHARGE: the source states less, or more, of what is written off; BELOW_ZERO: it takes away more than is open; ECHO_OVERDUE: it has not taken a posting in',
    ),
  state: z.enum(states),
  receivableId: z.uuid(),
  entity: z.string(),
  department: z.string(),
  invoiceNumber: z.string(),
  amount: money,
  importId: z.uuid().nullable(),
  packetId: z.uuid().nullable().describe('that wrote the receivable off or recovered it last'),
  dueOn: z.iso.date(),
  openedAt: instant,
  closed: z
    .object({
      at: instant,
      by: z.object({ personId: z.string(), name: z.string().nullable() }),
      reason: z.string(),
    })
    .nullable(),
});
type Task = z.infer<typeof task>;

/** Whether a task waits for somebody. */
const waits = sql`exists (select from ledger_task_open waiting where waiting.task_id = task.task_id)`;

export const taskList = listOf<RegisteredCodes>({
  name: 'tasks',
  id: 'task.task_id',
  filters: {
    kind: oneOf(kinds, 'task.kind'),
    state: matching(z.enum(states), 'exactly this; repeated: any of them', (asked) => {
      const conditions = asked.map((state) => (state === 'OPEN' ? waits : sql`not ${waits}`));
      return sql`(${sql.join(conditions, sql` or `)})`;
    }),
    entity: knownEntity('item.entity'),
    invoiceNumber: invoiceNumber('item.invoice_number', 'item.number_key'),
    receivableId: exact(z.uuid(), 'task.billing_item_detail_id'),
    importId: exact(z.uuid(), 'task.import_id'),
    dueOn: range('day', 'task.due_on'),
  },
  sorts: { taskId: by('task.task_id'), dueOn: by('task.due_on') },
  defaultSort: 'dueOn',
});

type Row = Omit<Task, 'amount' | 'closed'> & {
  readonly minor: string;
  readonly currency: string;
  readonly closedAt: string | null;
  readonly personId: string;
  readonly name: string | null;
  readonly reason: string;
};

const columns = sql`
  task.task_id as "taskId", task.kind, case when ended.task_id is null then 'OPEN' else 'CLOSED' end as state,
  task.billing_item_detail_id as "receivableId", item.entity, item.department, item.invoice_number as "invoiceNumber",
  task.amount_minor::text as minor, item.currency, task.import_id as "importId",
  detail.write_off_packet_id as "packetId", task.due_on as "dueOn", task.created_at as "openedAt",
  ended.since as "closedAt", ended.actor as "personId", ended.reason,
  (select display_name from directory_person where person_id::text = ended.actor) as name`;

const rowsWhere = (actor: Actor, where: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    from ledger_task task
    join billing_item_detail detail using (billing_item_detail_id)
    join billing_item item using (billing_item_id)
    left join ledger_task_state ended on ended.task_id = task.task_id and ended.state = 'CLOSED'
   where ${coveredItems(actor)} and ${where}`;

/** A page of what the ledger leaves to people. */
export const tasks = async (database: Queries, actor: Actor, asked: PageAsked) => {
  const rows = await database.query<Row & { readonly listKey: ListKey }>(sql`
    select ${columns}, ${asked.key} ${rowsWhere(actor, sql`${asked.where} ${asked.order}`)}`);
  return asked.page(rows, toTask);
};

export const findTask = async (
  database: Queries,
  actor: Actor,
  taskId: string,
): Promise<Task | undefined> => {
  const [row] = await database.query<Row>(sql`
    select ${columns} ${rowsWhere(actor, sql`task.task_id = ${taskId}`)}`);
  return row && toTask(row);
};

const toTask = ({ minor, currency, closedAt, personId, name, reason, openedAt, ...row }: Row): Task => ({
  ...row,
  amount: moneyOf({ minor, currency }),
  openedAt: instantText(openedAt),
  closed: closedAt === null ? null : { at: instantText(closedAt), by: { personId, name }, reason },
});
