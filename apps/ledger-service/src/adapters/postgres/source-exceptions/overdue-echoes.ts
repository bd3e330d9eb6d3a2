import { LedgerTaskClosedV1, LedgerTaskOpenedV1 } from '@recoup/contracts/ledger.v1';
import { addDays, toCalendarDate } from '@recoup/domain/calendar-date';
import { newEvent } from '@recoup/runtime/outbox/outbox';
import { currentCause } from '@recoup/runtime/process/cause';
import { sql } from 'kysely';
import { daysToLook } from '../../../domain/import/days-to-look.ts';
import { ledgerTasks } from '../../../rows/ledger-tasks.ts';
import type { ImportParts } from '../imports/import-parts.ts';

const perBatch = 500;

/** Opens tasks about postings that sources should have taken in by now, and closes those about postings that they have. */
export const watchEchoes = (parts: ImportParts): Promise<boolean> =>
  parts.database.transaction(async () => {
    const closed = await closeTakenIn(parts);
    const opened = await openOverdue(parts);
    return closed === perBatch || opened === perBatch;
  });

const openOverdue = async (parts: ImportParts): Promise<number> => {
  const { database, outbox, now } = parts;
  const entities = await deadlines(parts);
  const [at, { actor }] = [now().toISOString(), currentCause()];
  const made = await database.query<{ taskId: string }>(sql`
    with deadline as (
      select * from unnest(${entities.map(({ entity }) => entity)}::text[], ${entities.map(({ posted }) => posted)}::date[],
                           ${entities.map(({ dueOn }) => dueOn)}::date[]) as deadline (entity, posted, due_on)),
    overdue as (
      select echo.posting_event_id, echo.billing_item_detail_id, posted.event_date, deadline.due_on,
             abs(sum(echo.expected_minor - echo.repeated_minor)) as minor
        from source_echo echo
        join billing_item_detail detail using (billing_item_detail_id)
        join billing_item item using (billing_item_id)
        join deadline on deadline.entity = item.entity
        join posting_entity posted on posted.posting_event_id = echo.posting_event_id and posted.entity = item.entity
       where echo.repeated_minor <> echo.expected_minor and posted.event_date < deadline.posted
         and not exists (select from ledger_task task
                          where task.posting_event_id = echo.posting_event_id
                            and task.billing_item_detail_id = echo.billing_item_detail_id)
       group by 1, 2, 3, 4
       order by 1, 2 limit ${perBatch}),
    made as (
      insert into ledger_task
        (task_id, kind, billing_item_detail_id, amount_minor, posting_event_id, due_on, created_at, created_by)
      select gen_random_uuid(), 'ECHO_OVERDUE', billing_item_detail_id, minor, posting_event_id, due_on, ${at}, ${actor}
        from overdue
      on conflict on constraint one_task_of_an_echo do nothing
      returning task_id, billing_item_detail_id, posting_event_id),
    opened as (
      insert into ledger_task_state (task_id, state, since, actor, reason)
      select task_id, 'OPEN', ${at}, ${actor}, 'its source has not taken in what was posted on ' || event_date
        from made join overdue using (billing_item_detail_id, posting_event_id))
    select task_id as "taskId" from made order by task_id`);
  const tasks = await ledgerTasks(
    database,
    made.map(({ taskId }) => taskId),
  );
  await outbox.append(tasks.map((task) => newEvent(LedgerTaskOpenedV1, task.taskId, task)));
  return made.length;
};

/** Of each entity the day of its postings before which none should still be awaited. */
const deadlines = async ({ database, todayIn }: ImportParts) => {
  const entities = await database.query<{ entity: string; timeZone: string }>(sql`
    select code as entity, time_zone as "timeZone" from legal_entity order by code`);
  const days = entities.map(({ timeZone }) => todayIn(timeZone));
  const rows = await database.query<{ entity: string; today: string; echoDays: number }>(sql`
    select entity, today, echo_days as "echoDays"
      from unnest(${entities.map(({ entity }) => entity)}::text[], ${days}::date[]) as asked (entity, today)
      join lateral (select (content ->> 'echoDays')::int as echo_days from policy_version policy
                     where policy.entity = asked.entity and policy.kind = 'POSTING' and policy.valid_from <= asked.today
                     order by policy.version::int desc limit 1) holds on true`);
  return rows.map(({ entity, today, echoDays }) => {
    const day = toCalendarDate(today);
    if (!day) throw new Error(`${today} is no day`);
    return { entity, posted: addDays(day, -echoDays), dueOn: addDays(day, daysToLook) };
  });
};

/** A source that has taken in what it owed leaves nothing to look at. */
const closeTakenIn = async ({ database, outbox, log, now }: ImportParts): Promise<number> => {
  const reason = 'its source has taken the posting in, or need not any more';
  const [at, { actor }] = [now().toISOString(), currentCause()];
  const closed = await database.query<{ taskId: string }>(sql`
    insert into ledger_task_state (task_id, state, since, actor, reason)
    select task_id, 'CLOSED', ${at}, ${actor}, ${reason}
      from ledger_task_open join ledger_task task using (task_id)
     where kind = 'ECHO_OVERDUE'
       and not exists (select from source_echo echo
                        where echo.posting_event_id = task.posting_event_id
                          and echo.billing_item_detail_id = task.billing_item_detail_id
                          and echo.repeated_minor <> echo.expected_minor)
     order by task_id limit ${perBatch}
    on conflict do nothing returning task_id as "taskId"`);
  const tasks = await ledgerTasks(
    database,
    closed.map(({ taskId }) => taskId),
  );
  await outbox.append(
    tasks.map((task) => newEvent(LedgerTaskClosedV1, task.taskId, { ...task, closedBy: actor })),
  );
  for (const { taskId, kind, receivableId } of tasks)
    await log.append('task.closed', { taskId, kind, receivableId, reason });
  return closed.length;
};
