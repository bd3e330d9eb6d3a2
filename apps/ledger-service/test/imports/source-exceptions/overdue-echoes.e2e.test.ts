import { randomUUID } from 'node:crypto';
import { openDatabase } from '@recoup/runtime/database/database';
import { causedBy } from '@recoup/runtime/process/cause';
import { bodyOf } from '@recoup/testkit/api-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { booksPartsFor } from '../../../src/adapters/postgres/imports/staged-import.fixture.ts';
import { postgresLedgerTasks } from '../../../src/adapters/postgres/source-exceptions/ledger-tasks.ts';
import { approvalsFor } from '../../approvals.fixture.ts';
import { type LedgerUnderTest, ledgerUnderTest } from '../../ledger-under-test.ts';
import { anItem, importDesk } from '../import-desk.fixture.ts';

let ledger: LedgerUnderTest;
let token: string;

beforeAll(async () => {
  ledger = await ledgerUnderTest({ 'client-accounting-1': 'CLIENT_ACCOUNTING' });
  token = await ledger.token('client-accounting-1');
});
afterAll(() => ledger.stop());

const writtenOff = async (invoice: string) => {
  const desk = importDesk(ledger, token, 'erp');
  await desk.taken([anItem(invoice)]);
  const approvals = approvalsFor(ledger, token);
  const packetId = randomUUID();
  const totals = { revenue: '100.00', payable: '900.00' };
  await approvals.approve(await approvals.linesOf(invoice), { packetId, totals });
  expect(await approvals.outcomeOf(packetId)).toEqual({ outcome: 'EXECUTED', code: null });
  return desk;
};

/** What the service does by itself every minute, on another day than that of the service. */
const lookOn = async (today: string): Promise<boolean> => {
  const url = ledger.database.runtimeUrl('ledger');
  const database = await openDatabase({ url, schema: 'ledger', migrations: [] });
  try {
    const { outbox, log, now } = booksPartsFor(database);
    const tasks = postgresLedgerTasks({ database, outbox, log, now, todayIn: () => today });
    return await causedBy({ actor: 'service:echo-watcher', correlationId: randomUUID() }, tasks.watchEchoes);
  } finally {
    await database.close();
  }
};

const published = (verb: string, invoice: string) =>
  ledger.database.query<Record<string, unknown>>(
    `select data ->> 'kind' as kind, data -> 'amount' ->> 'amount' as amount, data ->> 'dueOn' as due, data ->> 'reason' as reason,
            data ->> 'closedBy' as by
       from (select convert_from(message, 'UTF8')::jsonb -> 'data' as data from ledger.outbox
              where event_type = 'recoup.ledger.task-' || $1 || '.v1') event
      where data ->> 'invoiceNumber' = $2`,
    [verb, invoice],
  );

it('a posting that its source has not taken in after the days of the policy is a task, once', async () => {
  const { tasksOf } = await writtenOff('O-1');
  await lookOn('2026-04-30');
  expect(await tasksOf('O-1')).toEqual([]);
  await lookOn('2026-05-01');
  await lookOn('2026-05-02');
  expect(await tasksOf('O-1')).toEqual([['ECHO_OVERDUE', '1000.00', 'OPEN']]);
  expect(await published('opened', 'O-1')).toEqual([
    {
      ...{ kind: 'ECHO_OVERDUE', amount: '1000.00', due: '2026-05-08', by: null },
      reason: 'its source has not taken in what was posted on 2026-03-31',
    },
  ]);
});

it('it ends when the source has taken the posting in, and says so', async () => {
  const { taken, tasksOf } = await writtenOff('O-2');
  await lookOn('2026-05-01');
  await taken([anItem('O-2', { revenue_amount: '0.00', payable_amount: '0.00' })]);
  await lookOn('2026-05-02');
  await lookOn('2026-05-03');
  expect(await tasksOf('O-2')).toEqual([['ECHO_OVERDUE', '1000.00', 'CLOSED']]);
  expect(await published('closed', 'O-2')).toMatchObject([
    { kind: 'ECHO_OVERDUE', by: 'service:echo-watcher' },
  ]);
  expect(await tasksOf('O-1')).toEqual([['ECHO_OVERDUE', '1000.00', 'OPEN']]);
});

it('what the source took in partly is a task of the rest, and one that a person closed is not opened again', async () => {
  const { taken, tasksOf } = await writtenOff('O-3');
  await taken([anItem('O-3', { revenue_amount: '0.00' })]);
  await lookOn('2026-05-01');
  const query = { invoiceNumber: ['O-3'], kind: ['ECHO_OVERDUE'] } as const;
  const [task] = bodyOf(await ledger.call.get('/v1/tasks', { query, token })).items;
  expect(task?.amount.amount).toBe('900.00');
  const path = { id: task?.taskId ?? '' };
  const closed = await ledger.call.post('/v1/tasks/{id}/closing', { path, body: { reason: 'asked' }, token });
  expect(closed.status).toBe(200);
  await lookOn('2026-05-02');
  const left = (await tasksOf('O-3')).filter(([kind]) => kind === 'ECHO_OVERDUE');
  expect(left).toEqual([['ECHO_OVERDUE', '900.00', 'CLOSED']]);
});
