import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { id, statement } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';

export const declareTasks: DeclareCommand = (recoup, { session, print }) => {
  const tasks = recoup
    .command('tasks')
    .summary('list what the ledger leaves to people, and close it')
    .description('Lists what the source says and the books do not follow, and says what came of it.')
    .addHelpText('after', examples('recoup tasks list'));
  tasks
    .command('list')
    .summary('list open tasks, those due first at the top')
    .description('Lists open tasks, those due first at the top.')
    .addHelpText('after', examples('recoup tasks list'))
    .action(async () => print(await listTasks(await session('client-accounting-1'))));
  tasks
    .command('close')
    .summary('say what came of a task')
    .description('Closes a task with what came of it.')
    .argument('<id>', 'the task', id)
    .requiredOption('--reason <text>', 'what came of it', statement)
    .addHelpText('after', examples('recoup tasks close ID --reason "recovered and applied"'))
    .action(async (id, { reason }) => {
      const closed = await (await session('client-accounting-1')).post('/ledger/v1/tasks/{id}/closing', {
        path: { id },
        body: { reason },
      });
      print(`The task about ${closed.invoiceNumber} is closed.`);
    });
};

const names = {
  LATE_CASH: 'late cash',
  NEW_CHARGE: 'new charge',
  BELOW_ZERO: 'more gone than was open',
  ECHO_OVERDUE: 'not yet taken in by its source',
} as const;

const listTasks = async (session: Session): Promise<string> => {
  const { items, page } = await session.get('/ledger/v1/tasks', { query: { state: ['OPEN'], limit: 200 } });
  if (items.length === 0) return 'No task is open.';
  const lines = items.map(
    ({ taskId, kind, entity, invoiceNumber, amount, dueOn }) =>
      `${taskId}  ${names[kind]}  ${entity}  ${invoiceNumber}  ${amount.amount} ${amount.currency}  due ${dueOn}`,
  );
  return [...lines, ...(page.has_more ? ['These are the first 200.'] : [])].join('\n');
};
